import { type ReactNode, useState } from 'react';
import { Icon } from '../shell/Icon.tsx';

/** What is wrong with the row above; nothing where nothing is. */
export function Problem({ text }: { text: string | undefined }) {
  if (!text) return null;
  return (
    <p className="form__problem" role="alert">
      {text}
    </p>
  );
}

/** A row of a list with a button that takes it out. */
export function Row({ what, remove, children }: { what: string; remove: () => void; children: ReactNode }) {
  return (
    <li className="services__row">
      {children}
      <button type="button" className="tool" title={`Remove ${what}`} aria-label={`Remove ${what}`} onClick={remove}>
        <Icon name="trash" />
      </button>
    </li>
  );
}

/** A field of a new row. */
export interface NewField {
  label: string;
  placeholder: string;
  type?: 'text' | 'url' | 'password';
}

/** Two fields and a button that adds a row; `accepts` says when there is enough to add. */
export function NewRow({
  fields,
  accepts,
  add,
  busy = false,
}: {
  fields: readonly [NewField, NewField];
  accepts: (first: string, second: string) => boolean;
  add: (first: string, second: string) => void;
  busy?: boolean;
}) {
  const [texts, setTexts] = useState<readonly [string, string]>(['', '']);
  const [first, second] = texts;
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    if (!accepts(first, second)) return;
    add(first, second);
    setTexts(['', '']);
  };
  const field = ({ label, placeholder, type = 'text' }: NewField, value: string, set: (text: string) => void) => (
    <input
      className="sb-input"
      type={type}
      autoComplete="off"
      placeholder={placeholder}
      aria-label={label}
      value={value}
      onChange={(event) => set(event.target.value)}
    />
  );
  return (
    <form className="services__row" onSubmit={submit}>
      {field(fields[0], first, (text) => setTexts([text.trim(), second]))}
      {field(fields[1], second, (text) => setTexts([first, text]))}
      <button type="submit" className="sb-button" disabled={!accepts(first, second) || busy}>
        {busy ? 'Asking …' : 'Add'}
      </button>
    </form>
  );
}
