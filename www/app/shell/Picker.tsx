import { useEffect, useRef, useState } from 'react';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import type { Picking } from '../workbench/state.ts';

/** One of several things: type to narrow them down, Enter or a click takes one. */
export function Picker() {
  const picking = useView((state) => state.picking);
  return picking ? <Open picking={picking} /> : null;
}

function Open({ picking }: { picking: Picking }) {
  const workbench = useWorkbench();
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  useEffect(() => dialog.current?.showModal(), []);
  const close = () => workbench.pick(undefined);
  const found = picking.choices.filter(({ value, label, detail }) =>
    `${label} ${value} ${detail}`.toLowerCase().includes(text.toLowerCase()),
  );
  const take = (value: string | undefined) => {
    close();
    if (value !== undefined) picking.take(value);
  };
  const press = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, found.length - 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
    else if (event.key === 'Enter') take(found[at]?.value);
    else return;
    event.preventDefault();
  };
  return (
    <dialog
      ref={dialog}
      className="palette"
      aria-label={picking.title}
      onClose={close}
      onClick={(event) => {
        if (event.target === dialog.current) close();
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <input
        className="palette__input"
        placeholder={picking.title}
        aria-label={picking.title}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      <ul className="palette__list">
        {found.map(({ value, label, detail }, index) => (
          <li key={value}>
            <button
              type="button"
              className={index === at ? 'is-active' : ''}
              onClick={() => take(value)}
              onMouseEnter={() => setAt(index)}
            >
              <span>{label}</span>
              <span className="none">{detail}</span>
            </button>
          </li>
        ))}
        {found.length === 0 && <li className="blank">Nothing is called like that.</li>}
      </ul>
    </dialog>
  );
}
