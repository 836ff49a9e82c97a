import { useState } from 'react';
import type { Metadata } from 'signalbox';
import type { RunView } from '../../bpmn-js/session/RunView.ts';
import type { DataObjectState, Task } from '../../bpmn-js/session/types.ts';
import { Icon } from '../shell/Icon.tsx';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import { NotStarted } from './NotStarted.tsx';
import { placeOf, useOrigins } from './origins.ts';
import { useAnswer } from './useTask.ts';
import { ValueEditor } from './ValueEditor.tsx';
import { Link, Value, Variables } from './Variables.tsx';

/** The two scopes side by side: the data of one task, and what belongs to the process as a whole. */
export function DataPanel() {
  const view = useView((state) => state.view);
  if (!view) return <NotStarted>The data of its tasks and of the process show here side by side.</NotStarted>;
  return (
    <div className="data">
      <TaskData view={view} />
      <ProcessData view={view} />
    </div>
  );
}

function TaskData({ view }: { view: RunView }) {
  const workbench = useWorkbench();
  const selection = useView((state) => state.selection);
  const [chosen, choose] = useState<number>();
  const { tasks, info } = view;
  const task =
    tasks.find(({ id }) => id === chosen) ??
    tasks.find(({ element }) => selection.includes(element)) ??
    tasks.find(({ data }) => Object.keys(data).length > 0) ??
    tasks[0];
  return (
    <section className="data__section" aria-label="Task data">
      <div className="data__head">
        <h3>Task data</h3>
        {tasks.length > 1 && (
          <select
            className="sb-input"
            aria-label="Task whose data is shown"
            value={task?.id}
            onChange={(event) => choose(Number(event.target.value))}
          >
            {tasks.map(({ id, name, element, instance }) => (
              <option key={id} value={id}>{`${name || element}${instance === null ? '' : ` ${instance + 1}`}`}</option>
            ))}
          </select>
        )}
        {tasks.length === 1 && <span>{task?.name || task?.element}</span>}
      </div>
      {task ? <OfTask key={task.id} task={task} past={info.past} /> : <p className="none">No task is active.</p>}
      {info.data && (
        <>
          <h3>Result</h3>
          <Variables data={info.data} />
        </>
      )}
      {!task && !info.data && workbench.state.busy && <p className="none">Running …</p>}
    </section>
  );
}

function OfTask({ task, past }: { task: Task; past: boolean }) {
  const workbench = useWorkbench();
  const origins = useOrigins(task.id);
  const edit = (name: string, value: unknown) => workbench.session?.run?.setVariable(task.id, name, value);
  return (
    <Variables
      data={task.data}
      origins={origins}
      edit={past ? undefined : async (name, value) => void (await edit(name, value))}
    />
  );
}

function ProcessData({ view }: { view: RunView }) {
  const workbench = useWorkbench();
  const stores = useAnswer((asked) => asked.session?.run?.dataStores(), []) ?? {};
  const metadata = useAnswer((asked) => asked.session?.run?.metadata(), []) ?? [];
  const { dataObjects, lanes, info } = view;
  const nothing = dataObjects.length + Object.keys(stores).length + metadata.length + lanes.length === 0;
  const setStore = async (id: string, value: unknown) => workbench.session?.run?.setDataStore(id, value);
  return (
    <section className="data__section" aria-label="Process data">
      <div className="data__head">
        <h3>Process data</h3>
      </div>
      {nothing && <p className="none">This process has no data objects and no data stores.</p>}
      {dataObjects.map((object) => (
        <DataObject key={`${object.id} ${object.scope}`} object={object} past={info.past} />
      ))}
      {Object.keys(stores).length > 0 && (
        <>
          <h3>Data stores</h3>
          <Variables data={stores} edit={info.past ? undefined : setStore} />
        </>
      )}
      {metadata.length > 0 && <MetadataTable metadata={metadata} />}
      {lanes.length > 0 && <Lanes view={view} />}
    </section>
  );
}

function DataObject({ object, past }: { object: DataObjectState; past: boolean }) {
  const workbench = useWorkbench();
  const [editing, setEditing] = useState(false);
  const label = object.name || object.id;
  const set = async (value: unknown) => workbench.session?.run?.setDataObject(object, value);
  return (
    <div className="data__object">
      <div className="data__line">
        <strong>{label}</strong>
        {object.state && <span className="data__state">{object.state}</span>}
        {!past && !editing && (
          <button
            type="button"
            className="tool variables__edit"
            title={`Edit ${label}`}
            aria-label={`Edit ${label}`}
            onClick={() => setEditing(true)}
          >
            <Icon name="pencil" />
          </button>
        )}
      </div>
      {editing ? (
        <ValueEditor label={label} value={object.value} save={set} close={() => setEditing(false)} />
      ) : object.written ? (
        <>
          <Value value={object.value} />
          {object.writer && <Link verb="from" place={placeOf(workbench, object.writer)} />}
        </>
      ) : (
        <em>not written yet</em>
      )}
    </div>
  );
}

function MetadataTable({ metadata }: { metadata: readonly Metadata[] }) {
  return (
    <>
      <h3>Metadata</h3>
      <table className="variables">
        <tbody>
          {metadata.map(({ key, path, value, element }) => (
            <tr key={key}>
              <th scope="row" title={path}>
                {key}
              </th>
              <td>
                {value === undefined ? <em>not there yet</em> : <Value value={value} />}
                {element && <span className="variables__lost">at {element}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Lanes({ view }: { view: RunView }) {
  const nameOf = (id: number) => {
    const task = view.tasks.find((known) => known.id === id);
    return task?.name || task?.element || id;
  };
  return (
    <>
      <h3>Lanes</h3>
      <table className="variables">
        <tbody>
          {view.lanes.map((lane) => (
            <tr key={lane.id}>
              <th scope="row">{lane.name || lane.id}</th>
              <td>{lane.tasks.length === 0 ? 'empty' : lane.tasks.map(nameOf).join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
