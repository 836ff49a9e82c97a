import { useState } from 'react';
import type { OutboxEntry } from 'signalbox';
import { useServices } from '../services/hooks.ts';
import { Icon } from '../shell/Icon.tsx';
import { download } from '../workbench/download.ts';
import { useWorkbench } from '../workbench/hooks.ts';
import { useElement } from './useTask.ts';
import { toText } from './value.ts';

/** Entries that are listed; older ones are in the recording. */
const MOST = 200;

const STATES: Record<OutboxEntry['state'], [name: string, look: string]> = {
  waiting: ['waiting', 'waiting'],
  accepted: ['accepted', 'waiting'],
  answered: ['answered', 'completed'],
  failed: ['failed', 'error'],
};

/** What service tasks sent, mails among it, and what came back. */
export function Outbox() {
  const { services } = useWorkbench();
  const entries = useServices((state) => state.outbox);
  const [chosen, choose] = useState<number>();
  const shown = entries.slice(-MOST).reverse();
  const entry = entries.find(({ id }) => id === chosen) ?? shown[0];
  const buttons = (
    <button type="button" className="sb-button" onClick={() => services.show(true)}>
      <Icon name="gear" />
      Services …
    </button>
  );
  if (!entry)
    return (
      <div className="blank outbox__blank">
        <p>
          What service tasks send shows here, mails too. Mocks answer them; nothing leaves this page until you say so.
        </p>
        {buttons}
      </div>
    );
  return (
    <div className="outbox">
      <section className="outbox__list" aria-label="Calls, newest first">
        <div className="outbox__buttons">
          {buttons}
          <button
            type="button"
            className="tool"
            title="Save the answers as a recording"
            aria-label="Save the answers as a recording"
            onClick={() => download('recording.json', services.recording())}
          >
            <Icon name="save" />
          </button>
          <button
            type="button"
            className="tool"
            title="Clear the outbox"
            aria-label="Clear the outbox"
            onClick={() => services.clearOutbox()}
          >
            <Icon name="trash" />
          </button>
        </div>
        <ul>
          {shown.map((each) => (
            <Line key={each.id} entry={each} current={each === entry} choose={() => choose(each.id)} />
          ))}
        </ul>
        {entries.length > MOST && <p className="none">{entries.length - MOST} earlier calls are in the recording.</p>}
      </section>
      <Call entry={entry} />
    </div>
  );
}

function Line({ entry, current, choose }: { entry: OutboxEntry; current: boolean; choose: () => void }) {
  const [state, look] = STATES[entry.state];
  const name = useElement(entry.element, undefined)?.name || entry.element;
  return (
    <li>
      <button
        type="button"
        className={`task outbox__entry${current ? ' is-active' : ''}`}
        aria-current={current}
        onClick={choose}
      >
        <span className="outbox__title">
          {entry.mail && <Icon name="mail" />}
          <span className="task__title">{entry.mail ? entry.mail.subject || '(no subject)' : entry.operator}</span>
          <span className={`state state--${look}`}>{state}</span>
        </span>
        <span className="task__detail">
          {entry.mail ? `to ${entry.mail.to}` : name}
          {entry.attempt > 1 && ` · attempt ${entry.attempt}`}
        </span>
      </button>
    </li>
  );
}

function Call({ entry }: { entry: OutboxEntry }) {
  const workbench = useWorkbench();
  const { mail, error, logs } = entry;
  const name = useElement(entry.element, undefined)?.name || entry.element;
  return (
    <article className="outbox__call" aria-label="The call">
      <header className="outbox__head">
        <code>{entry.operator}</code>
        <button
          type="button"
          className="taskview__name"
          title="Show on the canvas"
          onClick={() => void workbench.reveal(undefined, entry.element)}
        >
          {name}
        </button>
        <span className="chip chip--small">{entry.kind === 'mock' ? 'mock' : entry.source}</span>
        <time dateTime={new Date(entry.time).toISOString()} title={new Date(entry.time).toLocaleString()}>
          {new Date(entry.time).toLocaleTimeString()}
        </time>
      </header>
      {mail && (
        <dl className="outbox__mail">
          {Object.entries({ From: mail.from, To: mail.to, Cc: mail.cc, Bcc: mail.bcc, Subject: mail.subject })
            .filter(([, value]) => value)
            .map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          <dd className="outbox__body">{mail.body || '(no text)'}</dd>
        </dl>
      )}
      {error && (
        <p className="outbox__error notice notice--error" role="alert">
          {error.message} {error.help}
          {error.code && <code>{error.code}</code>}
        </p>
      )}
      <details open={!mail}>
        <summary>Parameters</summary>
        <pre className="outbox__json">{toText(entry.parameters, 2)}</pre>
      </details>
      {entry.state === 'answered' && (
        <details open={!mail}>
          <summary>Answer</summary>
          <pre className="outbox__json">{toText(entry.answer, 2)}</pre>
        </details>
      )}
      {entry.state === 'accepted' && <p className="none">It was accepted; the answer comes later.</p>}
      {entry.state === 'waiting' && <p className="none">The answer has not come yet.</p>}
      {logs && <pre className="outbox__json">{logs.join('\n')}</pre>}
    </article>
  );
}
