import { useState } from 'react';
import type { Assignment, Incident, Job, Task, Waiting } from '../../bpmn-js/session/types.ts';
import { useAssignments, usePeople } from '../people/hooks.ts';
import { Icon, type IconName } from '../shell/Icon.tsx';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import { More } from './More.tsx';
import { NotStarted } from './NotStarted.tsx';
import { TaskView } from './TaskView.tsx';
import { localTimes } from './value.ts';

interface Item {
  task: number;
  title: string;
  detail: string;
  icon: IconName;
  kind: string;
}
interface Group {
  title: string;
  items: Item[];
}

/** What stands and waits: incidents, people's tasks lane by lane, work for the host, and everything else with its reason. */
export function Tasks() {
  const workbench = useWorkbench();
  const view = useView((state) => state.view);
  const opened = useView((state) => state.task);
  const [lane, setLane] = useState('');
  const [mine, setMine] = useState(false);
  const assignments = useAssignments();
  const as = usePeople((state) => state.as);
  if (!view) return <NotStarted>Tasks for people show here, lane by lane.</NotStarted>;
  const lanes = [...new Set(view.tasks.filter((task) => task.manual).map((task) => task.lane ?? ''))];
  const shown = { assignments, mine: mine && as !== undefined };
  const groups = [
    incidents(view.info.incidents, view.tasks),
    ...lanes.filter((name) => !lane || name === lane).map((name) => people(name, view.tasks, shown)),
    jobs(view.jobs, view.tasks),
    others(view.waiting),
  ].filter((group) => group.items.length > 0);
  const items = groups.flatMap((group) => group.items);
  const current = items.find((item) => item.task === opened) ?? items[0];
  if (items.length === 0 && !shown.mine) return <p className="blank">{over(view.info.status)}</p>;
  return (
    <div className="tasks">
      <div className="tasks__list">
        {lanes.length > 1 && (
          <label className="tasks__persona">
            <Icon name="person" />
            <span className="visually-hidden">Show tasks of</span>
            <select value={lane} onChange={(event) => setLane(event.target.value)}>
              <option value="">Everybody</option>
              {lanes.map((name) => (
                <option key={name} value={name}>
                  {name || 'No lane'}
                </option>
              ))}
            </select>
          </label>
        )}
        {as !== undefined && assignments.size > 0 && (
          <label className="tasks__mine">
            <input type="checkbox" checked={mine} onChange={(event) => setMine(event.target.checked)} />
            Only what {as} may do
          </label>
        )}
        {groups.map((group) => (
          <section key={group.title} className="tasks__group">
            <h3>
              {group.title}
              <span className="count">{group.items.length}</span>
            </h3>
            <More entries={group.items}>
              {(shown) => (
                <ul>
                  {shown.map((item) => (
                    <li key={`${item.task} ${item.kind}`}>
                      <button
                        type="button"
                        className={`task task--${item.kind}${item === current ? ' is-active' : ''}`}
                        aria-current={item === current}
                        onClick={() => workbench.openTask(item.task)}
                      >
                        <Icon name={item.icon} />
                        <span className="task__title" title={item.title}>
                          {item.title}
                        </span>
                        <span className="task__detail" title={item.detail}>
                          {item.detail}
                        </span>
                      </button>
                    </li>
                  ))}
                </ul>
              )}
            </More>
          </section>
        ))}
      </div>
      <div className="tasks__view">
        {current && <TaskView key={current.task} id={current.task} />}
        {!current && <p className="blank">Nothing here is for {as}.</p>}
      </div>
    </div>
  );
}

function over(status: string): string {
  if (status === 'completed') return 'The run is completed. Step back, restart, or look at the data it left.';
  if (status === 'running') return 'Nobody is needed yet: step (F10) or run (F5).';
  return 'Nothing waits for anybody here.';
}

const titleOf = (task: { name?: string | null; element: string }) => task.name || task.element;

interface Shown {
  assignments: ReadonlyMap<number, Assignment>;
  /** Whether tasks for others are left out. */
  mine: boolean;
}

function people(lane: string, tasks: readonly Task[], { assignments, mine }: Shown): Group {
  const inLane = tasks.filter((task) => task.manual && task.state === 'READY' && (task.lane ?? '') === lane);
  const may = (task: Task) => assignments.get(task.id)?.may ?? true;
  const items = mine ? inLane.filter(may) : inLane;
  return {
    title: lane || 'People',
    items: items.map((task) => ({
      task: task.id,
      title: titleOf(task),
      detail: [numbered(task), may(task) ? '' : assignments.get(task.id)?.reason].filter(Boolean).join(' · '),
      icon: 'person',
      kind: may(task) ? 'ready' : 'ready task--others',
    })),
  };
}

function numbered({ instance }: Task): string {
  return instance !== null && instance !== undefined ? `no. ${instance + 1}` : '';
}

function incidents(incidents: readonly Incident[], tasks: readonly Task[]): Group {
  const find = (id: number) => tasks.find((task) => task.id === id);
  return {
    title: 'Stands still',
    items: incidents.map(({ task, diagnostic }) => ({
      task,
      title: find(task) ? titleOf(find(task) as Task) : (diagnostic.element ?? ''),
      detail: diagnostic.message,
      icon: 'close',
      kind: 'incident',
    })),
  };
}

function jobs(jobs: readonly Job[], tasks: readonly Task[]): Group {
  const find = (id: number) => tasks.find((task) => task.id === id);
  return {
    title: 'Work for services',
    items: jobs.map((job) => ({
      task: job.task,
      title: titleOf(find(job.task) ?? { element: job.element }),
      detail: job.operator,
      icon: 'gear',
      kind: 'job',
    })),
  };
}

function others(waiting: readonly Waiting[]): Group {
  const rest = waiting.filter((item) => item.for !== 'human' && item.for !== 'job');
  return {
    title: 'Waiting',
    items: rest.map((item) => ({
      task: item.task,
      title: titleOf(item),
      detail: localTimes(item.reason),
      icon: item.for === 'timer' ? 'clock' : item.for === 'message' || item.for === 'signal' ? 'mail' : 'clock',
      kind: 'waiting',
    })),
  };
}
