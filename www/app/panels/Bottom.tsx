import { useServices } from '../services/hooks.ts';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import type { PanelName } from '../workbench/state.ts';
import { DataPanel } from './DataPanel.tsx';
import { Messages } from './Messages.tsx';
import { Outbox } from './Outbox.tsx';
import { Problems } from './Problems.tsx';
import { type TabItem, TabRow } from './Tabbed.tsx';
import { Tasks } from './Tasks.tsx';
import { Tests } from './Tests.tsx';
import { Timeline } from './Timeline.tsx';
import { Timers } from './Timers.tsx';

const PANELS: Record<PanelName, () => React.ReactNode> = {
  problems: () => <Problems />,
  tasks: () => <Tasks />,
  timeline: () => <Timeline />,
  data: () => <DataPanel />,
  messages: () => <Messages />,
  timers: () => <Timers />,
  tests: () => <Tests />,
  outbox: () => <Outbox />,
};

/** The panels below the canvas. News shows as a count; nothing comes to the front by itself. */
export function Bottom() {
  const workbench = useWorkbench();
  const current = useView((state) => state.panel);
  const engine = useView((state) => state.engine);
  const problems = useView((state) => state.problems);
  const view = useView((state) => state.view);
  const outbox = useServices((state) => state.outbox);
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const matters = problems.filter((problem) => problem.severity === 'error' || problem.severity === 'warning').length;
  const tasks =
    (view?.tasks.filter((task) => task.manual && task.state === 'READY').length ?? 0) +
    (view?.jobs.length ?? 0) +
    (view?.info.incidents.length ?? 0);
  const messages = view?.waiting.filter(({ events }) =>
    events.some(({ type }) => type === 'message' || type === 'signal'),
  ).length;
  const timers = view?.waiting.filter(({ due }) => due !== null).length ?? 0;
  const results = useView((state) => state.tests.results);
  const failed = [...results.values()].filter((result) => !result.passed).length;
  const items: TabItem<PanelName>[] = [
    { name: 'problems', label: 'Problems', count: matters, alert: errors > 0 },
    { name: 'tasks', label: 'Tasks', count: tasks, alert: (view?.info.incidents.length ?? 0) > 0 },
    { name: 'timeline', label: 'Timeline', count: view?.log.length ?? 0 },
    { name: 'data', label: 'Data' },
    { name: 'messages', label: 'Messages', count: messages ?? 0 },
    { name: 'outbox', label: 'Outbox', count: outbox.length, alert: outbox.some((entry) => entry.state === 'failed') },
    { name: 'timers', label: 'Timers', count: timers },
    { name: 'tests', label: 'Tests', count: failed || results.size, alert: failed > 0 },
  ];
  return (
    <section className="bottom" aria-label="Problems, tasks and history">
      <TabRow label="Lower panel" items={items} current={current} choose={(name) => workbench.emphasize(name)} />
      <div className="bottom__body" role="tabpanel">
        {engine === 'failed' ? <EngineFailed /> : PANELS[current]()}
      </div>
    </section>
  );
}

function EngineFailed() {
  return (
    <div className="blank" role="alert">
      <p>The engine did not load, so nothing is checked and nothing runs. Drawing and saving still work.</p>
      <button type="button" className="sb-button" onClick={() => location.reload()}>
        Load the page again
      </button>
    </div>
  );
}
