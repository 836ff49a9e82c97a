import { useId } from 'react';
import { parseObject } from '../../bpmn-js/start/data.ts';

const KINDS = ['message', 'signal', 'error', 'escalation'] as const;
export type Kind = (typeof KINDS)[number];

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

/** Writes a message, signal, error or escalation with its payload, and sends it. */
export function SendForm({
  draft,
  change,
  names,
  kinds = KINDS,
  send,
  refused,
}: {
  draft: Draft;
  change: (draft: Draft) => void;
  /** Names that somebody waits for. */
  names: readonly string[];
  /** What can be sent here. */
  kinds?: readonly Kind[];
  send: (payload: Record<string, unknown>) => void;
  /** Why nothing can be sent now. */
  refused?: string | undefined;
}) {
  const list = useId();
  const { value, problem } = parseObject(draft.payload);
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    if (value && draft.name) send(value);
  };
  return (
    <form className="messages__form" onSubmit={submit}>
      <div className="messages__row">
        <label className="sb-field">
          <span className="sb-field__label">Kind</span>
          <select
            className="sb-input"
            value={draft.kind}
            onChange={({ target }) => isKind(target.value) && change({ ...draft, kind: target.value })}
          >
            {kinds.map((known) => (
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
          rows={2}
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
        <button
          type="submit"
          className="sb-button sb-button--primary"
          disabled={!value || !draft.name || refused !== undefined}
        >
          Send
        </button>
        {refused && <span className="none"> {refused}</span>}
      </div>
    </form>
  );
}
