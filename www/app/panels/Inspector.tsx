import { useEffect, useState } from 'react';
import type { Task } from '../../bpmn-js/session/types.ts';
import { Icon } from '../shell/Icon.tsx';
import { kindOf } from '../workbench/files.ts';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import { Branches } from './Branches.tsx';
import { NotStarted } from './NotStarted.tsx';
import { useOrigins } from './origins.ts';
import { Relations } from './Relations.tsx';
import { useElement, useExplanation, useInstances, useTask } from './useTask.ts';
import { Variables } from './Variables.tsx';
import { localTimes, words } from './value.ts';

/** The selected element in the run: its instances, and for one of them state, lane, reason, data and changes. */
export function Inspector() {
  const selection = useView((state) => state.selection);
  const view = useView((state) => state.view);
  const [element] = selection;
  const one = selection.length === 1 ? element : undefined;
  // No token comes to a decision: its table shows what the run made of it.
  const decides = useView((state) => kindOf(state.active ?? '') === 'dmn');
  if (decides)
    return (
      <div className="side__inspect">
        <Relations element={one} />
      </div>
    );
  return (
    <div className="side__inspect">
      {!view && <NotStarted>Its elements show here: their state, their data and what they changed.</NotStarted>}
      {view && (one === undefined ? <RunInspector /> : <ElementInspector key={one} element={one} />)}
      <Relations element={one} />
    </div>
  );
}

/** Nothing is selected: the run as a whole. */
function RunInspector() {
  const workbench = useWorkbench();
  const view = useView((state) => state.view);
  const stale = useView((state) => state.stale);
  const processes = useView((state) => state.processes);
  const active = useView((state) => state.active);
  if (!view) return null;
  const { info } = view;
  const process = processes.find(({ id }) => id === info.process);
  const file = process?.file;
  return (
    <div className="inspector">
      <h2 className="inspector__title">{process?.name || info.process}</h2>
      <dl className="facts">
        <dt>State</dt>
        <dd>
          <span className={`state state--${info.status}`}>{info.status}</span>
        </dd>
        <dt>Position</dt>
        <dd>
          {info.position} of {info.length} events
        </dd>
        <dt>Clock</dt>
        <dd>{new Date(info.now).toLocaleString()}</dd>
        <dt>Active</dt>
        <dd>
          {view.tasks.length} {view.tasks.length === 1 ? 'task' : 'tasks'}
        </dd>
      </dl>
      {file && file !== active && (
        <div className="inspector__actions">
          <button type="button" className="sb-button" onClick={() => workbench.show(file)}>
            Go to {file}
          </button>
        </div>
      )}
      <Branches />
      {stale && (
        <p className="notice">
          The run stands on the diagram as it was before your edit.{' '}
          <button type="button" className="link" onClick={() => void workbench.session?.restart()}>
            Restart with the new one
          </button>
        </p>
      )}
      {info.data && (
        <>
          <h3>Result</h3>
          <Variables data={info.data} />
        </>
      )}
      <p className="none">Select an element to see its state and data.</p>
    </div>
  );
}

function ElementInspector({ element }: { element: string }) {
  const workbench = useWorkbench();
  const file = useView((state) => state.active);
  const described = useElement(element, file);
  const instances = useInstances(element);
  const [chosen, choose] = useState<number>();
  const last = instances?.at(-1)?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new instance becomes the one looked at
  useEffect(() => choose(undefined), [last]);
  const current = instances?.find((task) => task.id === chosen) ?? instances?.at(-1);
  return (
    <div className="inspector">
      <h2 className="inspector__title">{described?.name || element}</h2>
      <p className="inspector__kind">
        {words(described?.type ?? '')}
        {described?.lane && <> · lane {described.lane}</>}
      </p>
      {current && instances ? (
        <>
          {instances.length > 1 && <Instances instances={instances} current={current.id} choose={choose} />}
          <Instance task={current} reset={() => void workbench.session?.run?.reset(current.id)} />
        </>
      ) : (
        <Untouched element={element} />
      )}
    </div>
  );
}

function Untouched({ element }: { element: string }) {
  const why = useExplanation(element);
  return (
    <div className="none">
      {why && why.length > 0 ? (
        why.map((sentence) => <p key={sentence}>{localTimes(sentence)}</p>)
      ) : (
        <p>Not reached in this run.</p>
      )}
    </div>
  );
}

function Instances({
  instances,
  current,
  choose,
}: {
  instances: Task[];
  current: number;
  choose: (id: number) => void;
}) {
  return (
    <label className="sb-field inspector__instances">
      <span className="sb-field__label">{instances.length} instances</span>
      <select className="sb-input" value={current} onChange={(event) => choose(Number(event.target.value))}>
        {instances.map((task, index) => (
          <option
            key={task.id}
            value={task.id}
          >{`${index + 1}. ${task.state.toLowerCase()}${task.lane ? `, ${task.lane}` : ''}`}</option>
        ))}
      </select>
    </label>
  );
}

function Instance({ task, reset }: { task: Task; reset: () => void }) {
  const workbench = useWorkbench();
  const detail = useTask(task.id);
  const why = useExplanation(task.id);
  const origins = useOrigins(task.id);
  const active = !['COMPLETED', 'CANCELLED', 'FUTURE'].includes(task.state);
  // What only has to be stepped needs nobody, so there is nothing to open.
  const openable = active && (task.manual || task.state !== 'READY');
  const open = () => {
    workbench.openTask(task.id);
    workbench.emphasize('tasks');
  };
  return (
    <>
      <dl className="facts">
        <dt>State</dt>
        <dd>
          <span className={`state state--${task.state.toLowerCase()}`}>{task.state.toLowerCase()}</span>
        </dd>
        {task.lane && (
          <>
            <dt>Lane</dt>
            <dd>{task.lane}</dd>
          </>
        )}
        <dt>Since</dt>
        <dd>{new Date(task.since).toLocaleTimeString()}</dd>
      </dl>
      {active && why && why.length > 0 && (
        <div className={task.state === 'ERROR' ? 'notice notice--error' : 'notice'}>
          {why.map((sentence) => (
            <p key={sentence}>{localTimes(sentence)}</p>
          ))}
        </div>
      )}
      <div className="inspector__actions">
        {openable && (
          <button type="button" className="sb-button sb-button--primary" onClick={open}>
            Open task
          </button>
        )}
        <button
          type="button"
          className="sb-button"
          onClick={reset}
          title="Undo what followed from it and begin it again"
        >
          <Icon name="undo" />
          Reset to here
        </button>
      </div>
      <h3>
        Data{detail && detail.changes.length > 0 && <span className="count">{detail.changes.length} changed</span>}
      </h3>
      <Variables data={detail?.task.data ?? task.data} changes={detail?.changes ?? []} origins={origins} />
    </>
  );
}
