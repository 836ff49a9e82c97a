import { useState } from 'react';
import { parseObject } from '../../bpmn-js/start/data.ts';

/** Data typed as JSON: answers of services, payloads of messages. */
export function JsonForm({ label, submit }: { label: string; submit: (data: Record<string, unknown>) => void }) {
  const [text, setText] = useState('{}');
  const { value, problem } = parseObject(text);
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (value) submit(value);
      }}
    >
      <label className="sb-field">
        <span className="sb-field__label">Data to hand in (JSON)</span>
        <textarea
          className="sb-input sb-input--code"
          rows={Math.min(Math.max(text.split('\n').length, 2), 8)}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      {problem && (
        <p className="form__problem" role="alert">
          {problem}
        </p>
      )}
      <div className="form__actions">
        <button type="submit" className="sb-button sb-button--primary" disabled={!value}>
          {label}
        </button>
      </div>
    </form>
  );
}
