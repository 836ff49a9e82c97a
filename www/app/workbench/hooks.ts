/** How components reach the workbench. */
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { State } from './state.ts';
import type { Workbench } from './Workbench.ts';

export const WorkbenchContext = createContext<Workbench | undefined>(undefined);

export function useWorkbench(): Workbench {
  const workbench = useContext(WorkbenchContext);
  if (!workbench) throw new Error('A component stands outside of the page that provides the workbench.');
  return workbench;
}

/** The part of the state that a component shows; it is drawn again only when that part changes. */
export function useView<Part>(pick: (state: State) => Part): Part {
  const workbench = useWorkbench();
  return useSyncExternalStore(workbench.subscribe, () => pick(workbench.snapshot()));
}
