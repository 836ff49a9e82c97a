import { useId, useState } from 'react';
import { parseObject } from '../../bpmn-js/start/data.ts';
import { useView, useWorkbench } from '../workbench/hooks.ts';

const KINDS = ['message', 'signal', 'error', 'escalation'] as const;
type Kind = (typeof KINDS)[number];

const kindNamed = (name: string): Kind => KINDS.find((kind) => kind === name) ?? 'message';

/** Sends messages and signals into the run, and lists who waits for one. */
export function Messages() {
  const workbench = useWorkbench();
  const view = useView((state) => state.view);
  const list = useId();
  const [kind, setKind] = useState<Kind>('message');
  const [name, setName] = useState('');
  const [payload, setPayload] = useState('{}');
  if (!view) return <p className="blank">Start a run to send messages and signals into it.</p>;
  const waiting = view.waiting.filter((item) => KINDS.some((known) => known === item.for));
  const { value, problem } = parseObject(payload);
  const send = (event: React.FormEvent) => {
    event.preventDefault();
    if (value && name) void workbench.session?.run?.send(kind, name, value);
  };
  return (
    <div className="messages">
      <form className="messages__form" onSubmit={send}>
        <div className="messages__row">
          <label className="sb-field">
            <span className="sb-field__label">Kind</span>
            <select className="sb-input" value={kind} onChange={(event) => setKind(kindNamed(event.target.value))}>
              {KINDS.map((known) => (
                <option key={known}>{known}</option>
              ))}
            </select>
          </label>
          <label className="sb-field messages__name">
            <span className="sb-field__label">Name or code</span>
            <input className="sb-input" list={list} value={name} onChange={(event) => setName(event.target.value)} />
          </label>
          <datalist id={list}>
            {waiting.map((item) => (
              <option key={item.task} value={item.event ?? ''} />
            ))}
          </datalist>
        </div>
        <label className="sb-field">
          <span className="sb-field__label">Payload (JSON)</span>
          <textarea
            className="sb-input sb-input--code"
            rows={3}
            value={payload}
            onChange={(event) => setPayload(event.target.value)}
          />
        </label>
        {problem && (
          <p className="form__problem" role="alert">
            {problem}
          </p>
        )}
        <div>
          <button type="submit" className="sb-button sb-button--primary" disabled={!value || !name}>
            Send
          </button>
        </div>
      </form>
      <section className="messages__waiting">
        <h3>
          Waiting for a message or signal<span className="count">{waiting.length}</span>
        </h3>
        {waiting.length === 0 && <p className="none">Nobody waits for one now.</p>}
        <ul>
          {waiting.map((item) => (
            <li key={item.task}>
              <button
                type="button"
                className="task"
                onClick={() => {
                  setKind(kindNamed(item.for));
                  setName(item.event ?? '');
                  void workbench.reveal(undefined, item.element);
                }}
              >
                <span className="task__title">{item.name || item.element}</span>
                <span className="task__detail">{item.reason}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
