import { useId, useState } from 'react';
import { parseObject } from '../../bpmn-js/start/data.ts';
import type { FormField } from './form.ts';
import { toText } from './value.ts';

type Data = Record<string, unknown>;

/** A form for a task's data, or the same data as JSON. Ctrl+Enter completes. */
export function Form({
  fields,
  data,
  label,
  submit,
  more,
}: {
  fields: FormField[];
  data: Data;
  label: string;
  submit: (data: Data) => void;
  /** Another way to hand in the data. */
  more?: { label: string; submit: (data: Data) => void };
}) {
  const [values, setValues] = useState<Data>(() =>
    Object.fromEntries(fields.flatMap((field) => (field.value === undefined ? [] : [[field.name, field.value]]))),
  );
  const [json, setJson] = useState<string>();
  const [broken, setBroken] = useState<ReadonlySet<string>>(new Set());
  const parsed = json === undefined ? { value: values } : parseObject(json);
  const problem = 'problem' in parsed ? parsed.problem : undefined;
  const mark = (name: string, bad: boolean) => {
    const next = new Set(broken);
    if (bad) next.add(name);
    else next.delete(name);
    setBroken(next);
  };
  const ok = parsed.value !== undefined && broken.size === 0;
  const send = (by: (data: Data) => void) => {
    if (ok && parsed.value) by(parsed.value);
  };
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        send(submit);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          send(submit);
        }
      }}
    >
      {json === undefined ? (
        <div className="form__fields">
          {fields.map((field) => (
            <Input
              key={field.name}
              field={field}
              value={values[field.name]}
              mark={(bad) => mark(field.name, bad)}
              change={(value) => setValues({ ...values, [field.name]: value })}
            />
          ))}
          {fields.length === 0 && <p className="form__none">Nothing to fill in. Use JSON to add data.</p>}
        </div>
      ) : (
        <label className="sb-field">
          <span className="sb-field__label">Data to hand in (JSON)</span>
          <textarea
            className="sb-input sb-input--code"
            rows={7}
            spellCheck={false}
            value={json}
            onChange={(event) => setJson(event.target.value)}
          />
        </label>
      )}
      {problem && (
        <p className="form__problem" role="alert">
          {problem}
        </p>
      )}
      <div className="form__actions">
        <button type="submit" className="sb-button sb-button--primary" disabled={!ok} title="Ctrl+Enter">
          {label}
        </button>
        {more && (
          <button type="button" className="sb-button" disabled={!ok} onClick={() => send(more.submit)}>
            {more.label}
          </button>
        )}
        <button
          type="button"
          className="sb-button"
          onClick={() => {
            if (json === undefined) setJson(toText(fields.length > 0 ? values : data, 2));
            else {
              if (parsed.value) setValues(parsed.value);
              setJson(undefined);
            }
          }}
        >
          {json === undefined ? 'As JSON' : 'As form'}
        </button>
      </div>
    </form>
  );
}

function Input({
  field,
  value,
  change,
  mark,
}: {
  field: FormField;
  value: unknown;
  change: (value: unknown) => void;
  mark: (bad: boolean) => void;
}) {
  const id = useId();
  if (field.kind === 'boolean') {
    return (
      <label className="form__check">
        <input type="checkbox" checked={value === true} onChange={(event) => change(event.target.checked)} />
        {field.label}
      </label>
    );
  }
  return (
    <div className="sb-field">
      <label className="sb-field__label" htmlFor={id}>
        {field.label}
      </label>
      <Control id={id} field={field} value={value} change={change} mark={mark} />
    </div>
  );
}

function Control({
  id,
  field,
  value,
  change,
  mark,
}: {
  id: string;
  field: FormField;
  value: unknown;
  change: (value: unknown) => void;
  mark: (bad: boolean) => void;
}) {
  const text = value === undefined || value === null ? '' : String(value);
  if (field.kind === 'choice') {
    return (
      <select id={id} className="sb-input" value={text} onChange={(event) => change(event.target.value)}>
        {field.choices.map(([choice, label]) => (
          <option key={choice} value={choice}>
            {label}
          </option>
        ))}
      </select>
    );
  }
  if (field.kind === 'number') {
    return (
      <input
        id={id}
        className="sb-input"
        type="number"
        step="any"
        value={text}
        onChange={(event) => change(event.target.value === '' ? undefined : event.target.valueAsNumber)}
      />
    );
  }
  if (field.kind === 'long text')
    return (
      <textarea id={id} className="sb-input" rows={3} value={text} onChange={(event) => change(event.target.value)} />
    );
  if (field.kind === 'json') return <Json id={id} value={value} change={change} mark={mark} />;
  return (
    <input
      id={id}
      className="sb-input"
      type={field.kind === 'date' ? 'date' : 'text'}
      value={text}
      onChange={(event) => change(event.target.value)}
    />
  );
}

/** Lists and maps are typed as JSON; a text that is none is told and cannot be handed in. */
function Json({
  id,
  value,
  change,
  mark,
}: {
  id: string;
  value: unknown;
  change: (value: unknown) => void;
  mark: (bad: boolean) => void;
}) {
  const [text, setText] = useState(() => toText(value, 2));
  const [bad, setBad] = useState(false);
  const type = (typed: string) => {
    setText(typed);
    try {
      change(JSON.parse(typed));
      setBad(false);
      mark(false);
    } catch {
      setBad(true);
      mark(true);
    }
  };
  return (
    <>
      <textarea
        id={id}
        className="sb-input sb-input--code"
        rows={Math.min(text.split('\n').length, 6)}
        spellCheck={false}
        aria-invalid={bad}
        value={text}
        onChange={(event) => type(event.target.value)}
      />
      {bad && <span className="form__problem">This is not valid JSON yet.</span>}
    </>
  );
}
