import { useState } from 'react';
import type { LedgerEntry } from '../../bpmn-js/session/types.ts';
import { useWorkbench } from '../workbench/hooks.ts';
import { brief, toText } from './value.ts';

/** As many entries are drawn; the newest are worth most. */
const SHOWN = 200;

const STATUS: Record<LedgerEntry['status'], string> = {
  completed: 'received',
  ready: 'kept',
  not_accepted: 'not accepted',
  taken: 'taken out',
};

/** Every message, signal, error and escalation of the run, the newest first: from whom, to whom, and why to nobody. */
export function Ledger({ entries }: { entries: LedgerEntry[] | undefined }) {
  const workbench = useWorkbench();
  const [out, setOut] = useState(false);
  const shown = (entries ?? []).filter((entry) => !out || entry.receivers.length === 0);
  const left = (entries ?? []).filter(({ status }) => status === 'ready' || status === 'not_accepted').length;
  return (
    <section className="ledger" aria-label="Messages sent">
      <header className="ledger__bar">
        <h3>
          Sent and received<span className="count">{entries?.length ?? 0}</span>
        </h3>
        <label className="ledger__only">
          <input type="checkbox" checked={out} onChange={({ target }) => setOut(target.checked)} />
          Only what nobody received
        </label>
        <button
          type="button"
          className="sb-button"
          disabled={left === 0}
          title="Take what nobody received out of the run, as a host does that passes it on"
          onClick={() => void workbench.session?.run?.takeEvents()}
        >
          Take out {left > 0 && left}
        </button>
      </header>
      {entries === undefined ? (
        <p className="none" role="status">
          Asking the engine …
        </p>
      ) : shown.length === 0 ? (
        <p className="none">
          {out
            ? 'Everything found a receiver.'
            : 'Nothing was sent in this run yet. Messages show here: those that elements send, and your own.'}
        </p>
      ) : (
        <ol className="ledger__list">
          {shown
            .slice(-SHOWN)
            .reverse()
            .map((entry) => (
              <Entry key={`${entry.position} ${entry.name} ${entry.code}`} entry={entry} />
            ))}
        </ol>
      )}
      {shown.length > SHOWN && (
        <p className="none">
          The newest {SHOWN} of {shown.length} are shown.
        </p>
      )}
    </section>
  );
}

function Entry({ entry }: { entry: LedgerEntry }) {
  const workbench = useWorkbench();
  const { sender, receivers, payload, correlations, reason } = entry;
  const keys = Object.values(correlations).map((key) => toText(key));
  return (
    <li className={`ledger__entry ledger__entry--${entry.status}`}>
      <div className="ledger__head">
        <div className="ledger__line">
          <button
            type="button"
            className="ledger__time"
            title="Show the run as it was then"
            onClick={() => void workbench.session?.run?.checkout(entry.position)}
          >
            {new Date(entry.at).toLocaleTimeString()}
          </button>
          <span className="ledger__kind">{entry.type}</span>
          <strong className="ledger__name">{entry.code ?? entry.name ?? 'without name'}</strong>
          <Party party={sender} />
          <span aria-hidden="true">→</span>
          {receivers.length === 0 && <span className="ledger__nobody">nobody</span>}
          {receivers.map((receiver) => (
            <Party key={receiver.task} party={receiver} />
          ))}
        </div>
        <span className={`state state--${entry.status}`}>{STATUS[entry.status]}</span>
      </div>
      {!isEmpty(payload) && <code className="ledger__payload">{brief(payload, 200)}</code>}
      {keys.length > 0 && <span className="ledger__keys">key {keys.join(', ')}</span>}
      {reason && <p className="ledger__reason">{reason}</p>}
    </li>
  );
}

function Party({ party }: { party: LedgerEntry['sender'] }) {
  const workbench = useWorkbench();
  if (!party) return <span className="ledger__party">outside</span>;
  return (
    <button
      type="button"
      className="ledger__party"
      title="Show on the canvas"
      onClick={() => void workbench.reveal(workbench.session?.fileOf(party.process), party.element)}
    >
      {party.name || party.element}
    </button>
  );
}

const isEmpty = (payload: unknown): boolean =>
  payload === null || (typeof payload === 'object' && Object.keys(payload).length === 0);
