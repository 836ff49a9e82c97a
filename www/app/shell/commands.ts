/** Everything that can be done, by name: the command palette and the keys draw from this list. */
import type { Workbench } from '../workbench/Workbench.ts';
import type { Layout } from './layout.ts';
import { pickFiles } from './pick.ts';

export interface Command {
  title: string;
  keys?: string;
  act: () => void;
}

function runTests(workbench: Workbench): void {
  workbench.emphasize('tests');
  void workbench.session?.tests.run();
}

/** Marks the position shown, so that others are compared with it. */
function compareFromHere(workbench: Workbench): void {
  workbench.emphasize('timeline');
  workbench.session?.mark(workbench.state.view?.info.position);
}

/** The commands that make sense now. */
export function commands(workbench: Workbench, layout: Layout): Command[] {
  const { active, tabs } = workbench.state;
  const trigger = (action: string) => () => void (active && workbench.diagrams.get(active)?.trigger(action));
  const always: Command[] = [
    { title: 'Open files …', keys: 'Ctrl+O', act: () => pickFiles(workbench) },
    { title: 'New diagram', act: () => void workbench.create() },
    { title: 'New decision table', act: () => void workbench.create('dmn') },
    { title: 'Show examples', act: () => workbench.home() },
    { title: 'Services and secrets …', act: () => workbench.services.show(true) },
    { title: 'Light or dark', act: layout.toggleTheme },
    ...tabs
      .filter((name) => name !== active)
      .map((name) => ({ title: `Go to ${name}`, act: () => workbench.show(name) })),
  ];
  if (!active) return always;
  return [
    { title: 'Run until someone is needed', keys: 'F5', act: trigger('signalboxRun') },
    { title: 'Step', keys: 'F10', act: trigger('signalboxStep') },
    { title: 'Step back', keys: 'Shift+F10', act: trigger('signalboxStepBack') },
    { title: 'Step forward in the history', act: trigger('signalboxStepForward') },
    { title: 'Start with data …', act: trigger('signalboxStart') },
    { title: 'Restart', act: trigger('signalboxRestart') },
    { title: 'Put the run away', keys: 'Shift+F5', act: trigger('signalboxEnd') },
    { title: 'Run to the selected element', act: trigger('signalboxRunTo') },
    { title: 'Reset to the selected element', act: trigger('signalboxResetTo') },
    { title: 'Compare with the position shown', act: () => compareFromHere(workbench) },
    { title: 'Breakpoint on the selected element', keys: 'F9', act: trigger('signalboxToggleBreakpoint') },
    { title: `Save ${active} to disk`, keys: 'Ctrl+S', act: () => void workbench.export(active) },
    { title: 'Fit the diagram to the window', act: () => workbench.diagrams.get(active)?.fit() },
    { title: 'Undo', keys: 'Ctrl+Z', act: trigger('undo') },
    { title: 'Redo', keys: 'Ctrl+Y', act: trigger('redo') },
    { title: 'Problems', act: () => workbench.emphasize('problems') },
    { title: 'Tasks', act: () => workbench.emphasize('tasks') },
    { title: 'Timeline', act: () => workbench.emphasize('timeline') },
    { title: 'Data', act: () => workbench.emphasize('data') },
    { title: 'Messages', act: () => workbench.emphasize('messages') },
    { title: 'Outbox', act: () => workbench.emphasize('outbox') },
    { title: 'Timers', act: () => workbench.emphasize('timers') },
    { title: 'Go to the next timer', act: trigger('signalboxNextTimer') },
    { title: 'Real time: follow or stop', act: trigger('signalboxFollow') },
    { title: 'Tests', act: () => workbench.emphasize('tests') },
    { title: 'Run all tests', act: () => runTests(workbench) },
    { title: 'Files: show or hide', act: () => layout.toggle('left') },
    { title: 'Lower panel: show or hide', act: () => layout.toggle('bottom') },
    { title: 'Side panel: show or hide', act: () => layout.toggle('right') },
    ...always,
  ];
}
