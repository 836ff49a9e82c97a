import { useEffect, useState } from 'react';
import type { DataObjectState } from '../../bpmn-js/session/types.ts';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import { Variables } from './Variables.tsx';
import { brief, toText } from './value.ts';

/** Data objects, data stores, the lanes with what stands in them, and the data of each active task. */
export function DataPanel() {
  const workbench = useWorkbench();
  const view = useView((state) => state.view);
  const [stores, setStores] = useState<Record<string, unknown>>({});
  const version = view?.version;
  // biome-ignore lint/correctness/useExhaustiveDependencies: stores are asked for whenever the run looks different
  useEffect(() => {
    let overtaken = false;
    void workbench.session?.run?.dataStores().then((found) => {
      if (!overtaken) setStores(found);
    });
    return () => {
      overtaken = true;
    };
  }, [version]);
  if (!view)
    return <p className="blank">Data objects, stores and the data of each task show here while a run stands.</p>;
  const nothing =
    view.dataObjects.length === 0 && Object.keys(stores).length === 0 && view.tasks.length === 0 && !view.info.data;
  return (
    <div className="data">
      {nothing && <p className="blank">This run has no data yet.</p>}
      {view.info.data && (
        <Section title="Result">
          <Variables data={view.info.data} />
        </Section>
      )}
      {view.dataObjects.length > 0 && (
        <Section title="Data objects">
          {view.dataObjects.map((object) => (
            <DataObject key={`${object.id} ${object.scope}`} object={object} />
          ))}
        </Section>
      )}
      {Object.keys(stores).length > 0 && (
        <Section title="Data stores">
          <Variables data={stores} />
        </Section>
      )}
      {view.lanes.length > 0 && (
        <Section title="Lanes">
          <table className="variables">
            <tbody>
              {view.lanes.map((lane) => (
                <tr key={lane.id}>
                  <th scope="row">{lane.name || lane.id}</th>
                  <td>
                    {lane.tasks.length === 0
                      ? 'empty'
                      : lane.tasks
                          .map((id) => {
                            const task = view.tasks.find((known) => known.id === id);
                            return task?.name || task?.element || id;
                          })
                          .join(', ')}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      )}
      {view.tasks
        .filter((task) => Object.keys(task.data).length > 0)
        .slice(0, 20)
        .map((task) => (
          <Section key={task.id} title={task.name || task.element}>
            <Variables data={task.data} />
          </Section>
        ))}
    </div>
  );
}

function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="data__section">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function DataObject({ object }: { object: DataObjectState }) {
  const value = object.written ? object.value : undefined;
  return (
    <details className="data__object" open={typeof value !== 'object'}>
      <summary>
        <strong>{object.name || object.id}</strong> {object.written ? brief(value, 60) : <em>not written yet</em>}
      </summary>
      {object.written && typeof value === 'object' && <pre>{toText(value, 2)}</pre>}
    </details>
  );
}
