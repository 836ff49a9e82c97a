import { useState } from 'react';
import type { RunControl } from '../../bpmn-js/session/RunControl.ts';
import type { LedgerEntry, Waiting } from '../../bpmn-js/session/types.ts';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import { Ledger } from './Ledger.tsx';
import { NotStarted } from './NotStarted.tsx';
import { type Draft, isKind, SendForm } from './SendForm.tsx';
import { useMessages } from './useTask.ts';
import { localTimes, toText } from './value.ts';

/** Sends messages and signals into the run, lists who waits for one, and tells where each of them went. */
export function Messages() {
  const workbench = useWorkbench();
  const view = useView((state) => state.view);
  const entries = useMessages();
  const [draft, setDraft] = useState<Draft>({ kind: 'message', name: '', payload: '{}' });
  if (!view) return <NotStarted>Messages and signals can be sent into it from here.</NotStarted>;
  const waiting = view.waiting.filter((item) => item.events.some(({ type }) => isKind(type)));
  const names = waiting.flatMap((item) => item.events.flatMap(({ event }) => event ?? []));
  const { status } = view.info;
  const isOver = status === 'completed' || status === 'terminated';
  const send = (payload: object) => void workbench.session?.run?.send(draft.kind, draft.name, payload);
  // What is typed while an example is made up stays.
  const write = async (item: Waiting) => {
    const begun = { ...wantedBy(item), payload: '{}' };
    setDraft(begun);
    const payload = await payloadFor(begun, item, entries ?? [], workbench.session?.run);
    setDraft((now) => (now === begun ? { ...begun, payload } : now));
  };
  return (
    <div className="messages">
      <div className="messages__side">
        <SendForm
          draft={draft}
          change={setDraft}
          names={[...new Set(names)]}
          send={send}
          refused={isOver ? 'The run is over: nobody receives anything any more.' : undefined}
        />
        <WaitingList waiting={waiting} write={write} />
      </div>
      <Ledger entries={entries} />
    </div>
  );
}

/** What somebody waits for. */
function wantedBy({ events }: Waiting): Pick<Draft, 'kind' | 'name'> {
  const wanted = events.find(({ type }) => isKind(type));
  return { kind: wanted && isKind(wanted.type) ? wanted.type : 'message', name: wanted?.event ?? '' };
}

/** The payload that such a message had last, else an example. */
async function payloadFor(
  { kind, name }: Draft,
  { task }: Waiting,
  entries: readonly LedgerEntry[],
  run: RunControl | undefined,
): Promise<string> {
  const last = entries.findLast((entry) => entry.type === kind && (entry.code ?? entry.name) === name);
  const isObject = typeof last?.payload === 'object' && last.payload !== null && !Array.isArray(last.payload);
  return toText(isObject ? last.payload : ((await run?.exampleEvent(task))?.payload ?? {}), 2);
}

function WaitingList({ waiting, write }: { waiting: readonly Waiting[]; write: (item: Waiting) => Promise<void> }) {
  const workbench = useWorkbench();
  return (
    <section className="messages__waiting">
      <h3>
        Who waits for one<span className="count">{waiting.length}</span>
      </h3>
      {waiting.length === 0 && <p className="none">Nobody waits for one now.</p>}
      <ul>
        {waiting.map((item) => (
          <li key={item.task}>
            <button
              type="button"
              className="task"
              title="Write what it waits for"
              onClick={() => {
                void write(item);
                void workbench.reveal(undefined, item.element);
              }}
            >
              <span className="task__title">{item.name || item.element}</span>
              <span className="task__detail">
                {localTimes(item.reason)}
                {item.events.map(({ element, correlations }) => {
                  const keys = Object.values(correlations);
                  return (
                    keys.length > 0 && <span key={element}> Key: {keys.map((key) => toText(key)).join(', ')}.</span>
                  );
                })}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
