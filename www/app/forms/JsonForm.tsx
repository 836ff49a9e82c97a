import { useState } from 'react';
import { parseObject } from '../../bpmn-js/start/data.ts';
import { toText } from '../panels/value.ts';
import { ExampleButton } from './ExampleButton.tsx';
import { JsonField } from './JsonField.tsx';
import { useExample } from './useExample.ts';

type Data = Record<string, unknown>;

/** Data typed as JSON: answers of services, payloads of messages. */
export function JsonForm({
  label,
  example,
  submit,
}: {
  label: string;
  /** Data that might be handed in. */
  example: () => Promise<Data>;
  submit: (data: Data) => void;
}) {
  const [text, setText] = useState('{}');
  const { value, problem } = parseObject(text);
  const { asking, fillIn } = useExample(example, text, (data, before, now) => {
    if (now === before) setText(toText(data, 2));
  });
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
        <ExampleButton asking={asking} fillIn={fillIn} />
      </div>
    </form>
  );
}
