import { useState } from 'react';
import { type Draft, type Kind, SendForm } from '../panels/SendForm.tsx';
import { brief } from '../panels/value.ts';
import { useWorkbench } from '../workbench/hooks.ts';
import { useSchedule } from './hooks.ts';
import type { Start } from './starts.ts';

const KINDS: readonly Kind[] = ['message', 'signal'];

/** Sends messages and signals from outside: to the instance that waits, or to begin one; and what nobody took. */
export function Sending({ starts }: { starts: readonly Start[] }) {
  const workbench = useWorkbench();
  const kept = useSchedule((state) => state.messages);
  const isBusy = useSchedule((state) => state.phase !== 'on');
  const first = starts.find(({ event }) => event);
  const [draft, setDraft] = useState<Draft>({
    kind: first?.kind === 'signal' ? 'signal' : 'message',
    name: first?.event ?? '',
    payload: '{}',
  });
  const [answer, setAnswer] = useState<string>();
  const names = starts.flatMap(({ kind, event }) => (kind === draft.kind && event ? [event] : []));
  const send = (payload: object) => {
    const kind = draft.kind === 'signal' ? 'signal' : 'message';
    workbench.schedule.send(kind, draft.name, payload).then(setAnswer, (error) => workbench.report(error));
  };
  return (
    <details className="schedule__send">
      <summary>
        Send a message or signal from outside
        {kept.length > 0 && <span className="count">{kept.length} kept</span>}
      </summary>
      <SendForm
        draft={draft}
        change={setDraft}
        names={names}
        kinds={KINDS}
        send={send}
        refused={isBusy ? 'Time passes.' : undefined}
      />
      {answer && (
        <p className="none" role="status">
          {answer}
        </p>
      )}
      {kept.length > 0 && (
        <ul className="ledger__list" aria-label="Messages that are kept">
          {kept.slice(-50).map(({ event, at, reason }) => (
            <li key={`${at} ${event.name} ${brief(event.payload, 80)}`} className="ledger__entry">
              <strong>{event.name}</strong> <code>{brief(event.payload, 80)}</code>
              <p className="ledger__reason">{reason}</p>
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}
