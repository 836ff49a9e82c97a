import { lazy, Suspense, useRef, useState } from 'react';
import type { Form } from 'signalbox';
import { parseObject } from '../../bpmn-js/start/data.ts';
import { toText } from '../panels/value.ts';
import { ExampleButton } from './ExampleButton.tsx';
import { JsonField } from './JsonField.tsx';
import { Markdown } from './Markdown.tsx';
import { useExample } from './useExample.ts';

const SchemaForm = lazy(() => import('./SchemaForm.tsx'));

type Data = Record<string, unknown>;

/** Instructions and form of a task for a person; the data can also be handed in as JSON. Ctrl+Enter completes. */
export function TaskForm({
  form,
  now,
  example,
  submit,
  submitAndRun,
}: {
  form: Form;
  now: number;
  /** Data that somebody might enter. */
  example: () => Promise<Data>;
  submit: (data: Data) => Promise<void> | undefined;
  submitAndRun: (data: Data) => Promise<void> | undefined;
}) {
  const [data, setData] = useState<Data>(form.data);
  const [json, setJson] = useState<string>();
  const parsed =
    json === undefined ? { value: data, problem: undefined } : { problem: undefined, ...parseObject(json) };
  type Entered = { data: Data; json: string | undefined };
  const fill = (found: Data, before: Entered, now: Entered) => {
    if (now.json !== before.json) return;
    const typed = Object.entries(now.data).filter(([name, value]) => value !== before.data[name]);
    const entered = { ...found, ...Object.fromEntries(typed) };
    setData(entered);
    if (json !== undefined) setJson(toText(entered, 2));
  };
  const { asking, fillIn } = useExample<Entered>(example, { data, json }, fill);
  const buttons = (
    <div className="form__actions">
      <button type="submit" className="sb-button sb-button--primary" disabled={!parsed.value} title="Ctrl+Enter">
        Complete
      </button>
      <button type="submit" className="sb-button" disabled={!parsed.value} data-and-run>
        Complete and run on
      </button>
      <button
        type="button"
        className="sb-button"
        onClick={() => {
          if (json !== undefined && parsed.value) setData(parsed.value);
          setJson(json === undefined ? toText(data, 2) : undefined);
        }}
      >
        {json === undefined ? 'As JSON' : 'As form'}
      </button>
      <ExampleButton asking={asking} fillIn={fillIn} />
    </div>
  );
  const [running, setRunning] = useState(false);
  // Whoever presses again while the engine takes the data hands in nothing else.
  const handing = useRef(false);
  const hand = async (entered: Data) => {
    if (handing.current) return;
    handing.current = true;
    try {
      await (running ? submitAndRun : submit)(entered);
    } finally {
      handing.current = false;
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys and clicks of the buttons inside are only looked at here
    <div
      className="form"
      onClickCapture={(event) => setRunning(event.target instanceof HTMLElement && 'andRun' in event.target.dataset)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        event.currentTarget.querySelector<HTMLButtonElement>('button[type=submit]')?.click();
      }}
    >
      {form.instructions && <Markdown text={form.instructions} />}
      {form.problems.map((problem) => (
        <p key={`${problem.code} ${problem.message}`} className="form__problem" role="alert">
          {problem.message} {problem.help}
        </p>
      ))}
      {json === undefined ? (
        <Suspense fallback={<p className="blank">Drawing the form …</p>}>
          {isEmpty(form) && <p className="form__none">Nothing to fill in. Use JSON to add data.</p>}
          {form.source === 'expected' && (
            <p className="form__none">The diagram has no form here. These are the values that it reads later on.</p>
          )}
          <SchemaForm form={form} now={now} data={data} change={setData} submit={(entered) => void hand(entered)}>
            {buttons}
          </SchemaForm>
        </Suspense>
      ) : (
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            if (parsed.value) void hand(parsed.value);
          }}
        >
          <JsonField label="Data to hand in (JSON)" text={json} problem={parsed.problem} rows={7} change={setJson} />
          {buttons}
        </form>
      )}
    </div>
  );
}

function isEmpty({ schema }: Form): boolean {
  const { properties } = schema;
  return schema.type === 'object' && (!properties || Object.keys(properties).length === 0);
}
