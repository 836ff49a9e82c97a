/** Keys of the page. Keys pressed on the canvas belong to bpmn-js first. */
import { useEffect } from 'react';
import { actionOf } from '../../bpmn-js/keyboard/Keys.ts';
import type { Workbench } from '../workbench/Workbench.ts';
import { historyKey } from './historyKey.ts';
import { openPalette } from './palette.ts';
import { pickFiles } from './pick.ts';

export function usePageKeys(workbench: Workbench): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!event.defaultPrevented && act(event, workbench)) event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [workbench]);
}

/** Does what a key says; true when it was ours. */
function act(event: KeyboardEvent, workbench: Workbench): boolean {
  const { active } = workbench.state;
  const key =
    (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey ? event.key.toLowerCase() : undefined;
  if (key === 'k') return done(openPalette);
  if (key === 'o') return done(() => pickFiles(workbench));
  if (key === 's' && active) return done(() => void workbench.export(active));
  const action = actionOf(event) ?? historyOf(event);
  if (!action) return false;
  return done(() => active && workbench.diagrams.get(active)?.trigger(action));
}

/** Undo and redo of the diagram, wherever the focus is that has no undo of its own. */
function historyOf(event: KeyboardEvent): string | undefined {
  const { target } = event;
  const isField = target instanceof Element && target.closest('input, textarea, select, [contenteditable], dialog');
  return isField ? undefined : historyKey(event);
}

function done(work: () => unknown): true {
  work();
  return true;
}
