import { useState } from 'react';
import { parseObject } from '../../bpmn-js/start/data.ts';
import { JsonField } from './JsonField.tsx';

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
      <JsonField
        label="Data to hand in (JSON)"
        text={text}
        problem={problem}
        rows={Math.min(Math.max(text.split('\n').length, 2), 8)}
        change={setText}
      />
      <div className="form__actions">
        <button type="submit" className="sb-button sb-button--primary" disabled={!value}>
          {label}
        </button>
      </div>
    </form>
  );
}
