/** Everything that can be done, by name: the command palette and the keys draw from this list. */
import { kindOf } from '../workbench/files.ts';
import type { PanelName } from '../workbench/state.ts';
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
  const { active, view, selection } = workbench.state;
  if (!active) return [...ofPage(workbench, layout), ...ofFiles(workbench)];
  const isDrawn = kindOf(active) !== 'text';
  const isProcess = kindOf(active) === 'bpmn';
  return [
    ...(isProcess ? ofProcess(workbench, active) : []),
    ...(isProcess && view ? ofRun(workbench, active) : []),
    ...(isProcess && selection.length === 1 ? ofElement(workbench, active, view !== undefined) : []),
    ...(isDrawn ? ofDrawing(workbench, active) : []),
    { title: `Save ${active} to disk`, keys: 'Ctrl+S', act: () => void workbench.export(active) },
    ...ofPanels(workbench, layout),
    ...ofPage(workbench, layout),
    ...ofFiles(workbench),
  ];
}

/** Does an action of the diagram that is shown. */
const trigger = (workbench: Workbench, file: string, action: string) => () =>
  void workbench.diagrams.get(file)?.trigger(action);

function ofProcess(workbench: Workbench, file: string): Command[] {
  return [
    { title: 'Run until someone is needed', keys: 'F5', act: trigger(workbench, file, 'signalboxRun') },
    { title: 'Step', keys: 'F10', act: trigger(workbench, file, 'signalboxStep') },
    { title: 'Start with data …', act: trigger(workbench, file, 'signalboxStart') },
  ];
}

function ofRun(workbench: Workbench, file: string): Command[] {
  return [
    { title: 'Step back', keys: 'Shift+F10', act: trigger(workbench, file, 'signalboxStepBack') },
    { title: 'Step forward in the history', act: trigger(workbench, file, 'signalboxStepForward') },
    { title: 'Restart', act: trigger(workbench, file, 'signalboxRestart') },
    { title: 'Put the run away', keys: 'Shift+F5', act: trigger(workbench, file, 'signalboxEnd') },
    { title: 'Compare with the position shown', act: () => compareFromHere(workbench) },
    { title: 'Go to the next timer', act: trigger(workbench, file, 'signalboxNextTimer') },
    { title: 'Real time: follow or stop', act: trigger(workbench, file, 'signalboxFollow') },
  ];
}

function ofElement(workbench: Workbench, file: string, runs: boolean): Command[] {
  const reset = { title: 'Reset to the selected element', act: trigger(workbench, file, 'signalboxResetTo') };
  return [
    { title: 'Run to the selected element', act: trigger(workbench, file, 'signalboxRunTo') },
    ...(runs ? [reset] : []),
    {
      title: 'Breakpoint on the selected element',
      keys: 'F9',
      act: trigger(workbench, file, 'signalboxToggleBreakpoint'),
    },
  ];
}

function ofDrawing(workbench: Workbench, file: string): Command[] {
  return [
    { title: 'Fit the diagram to the window', act: () => workbench.diagrams.get(file)?.fit() },
    { title: 'Undo', keys: 'Ctrl+Z', act: trigger(workbench, file, 'undo') },
    { title: 'Redo', keys: 'Ctrl+Y', act: trigger(workbench, file, 'redo') },
  ];
}

const PANELS: readonly [PanelName, string][] = [
  ['problems', 'Problems'],
  ['tasks', 'Tasks'],
  ['timeline', 'Timeline'],
  ['data', 'Data'],
  ['messages', 'Messages'],
  ['outbox', 'Outbox'],
  ['timers', 'Timers'],
  ['tests', 'Tests'],
];

function ofPanels(workbench: Workbench, layout: Layout): Command[] {
  return [
    ...PANELS.map(([name, title]) => ({ title, act: () => workbench.emphasize(name) })),
    { title: 'Properties', act: () => workbench.turnTo('properties') },
    { title: 'Inspect', act: () => workbench.turnTo('inspect') },
    { title: 'Run all tests', act: () => runTests(workbench) },
    { title: 'Files: show or hide', act: () => layout.toggle('left') },
    { title: 'Lower panel: show or hide', act: () => layout.toggle('bottom') },
    { title: 'Side panel: show or hide', act: () => layout.toggle('right') },
  ];
}

function ofPage(workbench: Workbench, layout: Layout): Command[] {
  return [
    { title: 'Open files …', keys: 'Ctrl+O', act: () => pickFiles(workbench) },
    { title: 'New diagram', act: () => void workbench.create() },
    { title: 'New decision table', act: () => void workbench.create('dmn') },
    { title: 'Show examples', act: () => workbench.home() },
    { title: 'Services and secrets …', act: () => workbench.services.show(true) },
    { title: 'People and groups …', act: () => workbench.people.show(true) },
    { title: 'Light or dark', act: layout.toggleTheme },
  ];
}

/** Every file of the library, those in tabs first. */
function ofFiles(workbench: Workbench): Command[] {
  const { active, tabs, files } = workbench.state;
  const others = files.filter(({ name, binary }) => !binary && !tabs.includes(name)).map(({ name }) => name);
  return [...tabs, ...others]
    .filter((name) => name !== active)
    .map((name) => ({ title: `Go to ${name}`, act: () => workbench.show(name) }));
}
