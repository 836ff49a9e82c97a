/** Who wrote the variables of a task, as the panels show it. */
import type { Provenance } from 'signalbox';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import type { Workbench } from '../workbench/Workbench.ts';
import { useAnswer } from './useTask.ts';
import type { Origin, Place } from './Variables.tsx';

/** For each variable of a task the one that wrote it, and what was lost against it at joins. */
export function useOrigins(task: number): ReadonlyMap<string, Origin> {
  const workbench = useWorkbench();
  const found = useAnswer((asked) => asked.session?.run?.provenance(task), [task]) ?? [];
  // Names of elements are read from the drawing, which may have changed.
  useView((state) => state.drawing);
  return new Map(found.map((known) => [known.name, originOf(workbench, known)]));
}

function originOf(workbench: Workbench, found: Provenance): Origin {
  const overwrote = found.overwrote.map((lost) => ({ ...placeOf(workbench, lost), value: lost.value }));
  return { ...placeOf(workbench, found), overwrote };
}

/** An element as a place to go to, by its name. */
export function placeOf(workbench: Workbench, { element, process }: Pick<Provenance, 'element' | 'process'>): Place {
  const file = workbench.session?.fileOf(process);
  const label = (file && workbench.diagrams.get(file)?.nameOf(element)) || element;
  return { label, show: () => void workbench.reveal(file, element) };
}
