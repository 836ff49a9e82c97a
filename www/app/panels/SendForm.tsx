import { useId } from 'react';
import { parseObject } from '../../bpmn-js/start/data.ts';
import { useView, useWorkbench } from '../workbench/hooks.ts';

const KINDS = ['message', 'signal', 'error', 'escalation'] as const;
type Kind = (typeof KINDS)[number];

/** Whether something can be sent by hand. */
export const isKind = (name: string): name is Kind => KINDS.some((kind) => kind === name);

/** An event as it is being written. */
export interface Draft {
  kind: Kind;
  /** Name of a message or signal, code of an error or escalation. */
  name: string;
  /** JSON of an object. */
  payload: string;
}

/** Writes a message, signal, error or escalation with its payload, and sends it into the run. */
export function SendForm({
  draft,
  change,
  names,
}: {
  draft: Draft;
  change: (draft: Draft) => void;
  /** Names that somebody waits for. */
  names: string[];
}) {
  const workbench = useWorkbench();
  const over = useView(({ view }) => view?.info.status === 'completed' || view?.info.status === 'terminated');
  const list = useId();
  const { value, problem } = parseObject(draft.payload);
  const send = (event: React.FormEvent) => {
    event.preventDefault();
    const run = workbench.session?.run;
    if (value && draft.name && run) void run.send(draft.kind, draft.name, value);
  };
  return (
    <form className="messages__form" onSubmit={send}>
      <div className="messages__row">
        <label className="sb-field">
          <span className="sb-field__label">Kind</span>
          <select
            className="sb-input"
            value={draft.kind}
            onChange={({ target }) => isKind(target.value) && change({ ...draft, kind: target.value })}
          >
            {KINDS.map((known) => (
              <option key={known}>{known}</option>
            ))}
          </select>
        </label>
        <label className="sb-field messages__name">
          <span className="sb-field__label">Name or code</span>
          <input
            className="sb-input"
            list={list}
            value={draft.name}
            onChange={({ target }) => change({ ...draft, name: target.value })}
          />
        </label>
        <datalist id={list}>
          {names.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </div>
      <label className="sb-field">
        <span className="sb-field__label">Payload (JSON)</span>
        <textarea
          className="sb-input sb-input--code"
          rows={3}
          spellCheck={false}
          value={draft.payload}
          onChange={({ target }) => change({ ...draft, payload: target.value })}
        />
      </label>
      {problem && (
        <p className="form__problem" role="alert">
          {problem}
        </p>
      )}
      <div>
        <button type="submit" className="sb-button sb-button--primary" disabled={!value || !draft.name || over}>
          Send
        </button>
        {over && <span className="none"> The run is over: nobody receives anything any more.</span>}
      </div>
    </form>
  );
}
