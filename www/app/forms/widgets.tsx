/** Inputs that JSON Schema does not know: SpiffArena's widgets and fields, and values typed as JSON. */
import type { FieldProps, RegistryFieldsType, RegistryWidgetsType, WidgetProps } from '@rjsf/utils';
import { useState } from 'react';
import { toText } from '../panels/value.ts';

/** Two dates in one text: `2026-01-01:::2026-01-31`. */
function DateRange({ id, value, disabled, readonly, onChange, label }: WidgetProps) {
  const [first = '', last = ''] = typeof value === 'string' ? value.split(':::') : [];
  const off = disabled || readonly;
  return (
    <span className="schema-form__range">
      <input
        id={id}
        type="date"
        value={first}
        disabled={off}
        onChange={(event) => onChange(`${event.target.value}:::${last}`)}
      />
      <span aria-hidden="true">to</span>
      <input
        type="date"
        aria-label={`${label}, last day`}
        value={last}
        disabled={off}
        onChange={(event) => onChange(`${first}:::${event.target.value}`)}
      />
    </span>
  );
}

/** A choice that is typed: the field's examples are offered. */
function Typeahead({ id, value, required, disabled, readonly, onChange, schema }: WidgetProps) {
  const offered = Array.isArray(schema.examples) ? schema.examples.map(String) : [];
  return (
    <>
      <input
        id={id}
        list={`${id}-offered`}
        value={String(value ?? '')}
        required={required}
        disabled={disabled}
        readOnly={readonly}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={`${id}-offered`}>
        {offered.map((option) => (
          <option key={option} value={option} />
        ))}
      </datalist>
    </>
  );
}

/** A number with the decimal sign and groups of the reader while it is not being typed. */
function FormattedNumber({ id, value, required, disabled, readonly, onChange }: WidgetProps) {
  const [typing, setTyping] = useState(false);
  const shown = typing || typeof value !== 'number' ? String(value ?? '') : value.toLocaleString();
  return (
    <input
      id={id}
      inputMode="decimal"
      value={shown}
      required={required}
      disabled={disabled}
      readOnly={readonly}
      onFocus={() => setTyping(true)}
      onBlur={() => setTyping(false)}
      onChange={(event) => onChange(numberOr(event.target.value))}
    />
  );
}

function numberOr(text: string): unknown {
  const number = Number(text);
  return text.trim() !== '' && Number.isFinite(number) ? number : text || undefined;
}

/** Least and most: `{ min, max }`. */
function NumericRange({ id, formData, schema, disabled, readonly, onChange, fieldPathId }: FieldProps) {
  const range: { min?: number; max?: number } = formData ?? {};
  const bound = (name: 'min' | 'max', label: string) => (
    <label>
      <span className="control-label">{label}</span>
      <input
        type="number"
        step="any"
        value={range[name] ?? ''}
        disabled={disabled || readonly}
        onChange={(event) => onChange({ ...range, [name]: numberOr(event.target.value) }, fieldPathId.path)}
      />
    </label>
  );
  return (
    <fieldset id={id}>
      <legend>{schema.title}</legend>
      <span className="schema-form__range">
        {bound('min', 'Least')}
        {bound('max', 'Most')}
      </span>
    </fieldset>
  );
}

/** A value that is worked out elsewhere and only shown. */
function Calculated({ schema, formData }: FieldProps) {
  return (
    <p className="schema-form__shown">
      <span className="control-label">{schema.title}</span> {toText(formData)}
    </p>
  );
}

/** Any value, typed as JSON; a text that is none is told and not taken. */
function Json({ fieldPathId, schema, name, formData, disabled, readonly, onChange }: FieldProps) {
  const [text, setText] = useState(() => (formData === undefined ? '' : toText(formData, 2)));
  const [bad, setBad] = useState(false);
  const id = fieldPathId.$id;
  const type = (typed: string) => {
    setText(typed);
    try {
      onChange(typed.trim() === '' ? undefined : JSON.parse(typed), fieldPathId.path);
      setBad(false);
    } catch {
      setBad(true);
    }
  };
  return (
    <div className="form-group">
      <label className="control-label" htmlFor={id}>
        {schema.title ?? name}
      </label>
      <textarea
        id={id}
        className="sb-input--code"
        rows={Math.min(text.split('\n').length, 6)}
        spellCheck={false}
        disabled={disabled || readonly}
        aria-invalid={bad}
        value={text}
        onChange={(event) => type(event.target.value)}
      />
      {bad && <p className="form__problem">This is not valid JSON yet.</p>}
    </div>
  );
}

export const widgets: RegistryWidgetsType = {
  'date-range': DateRange,
  typeahead: Typeahead,
  formattedNumber: FormattedNumber,
};

export const fields: RegistryFieldsType = { 'numeric-range': NumericRange, calculated: Calculated, json: Json };
