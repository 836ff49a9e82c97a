import { useEffect, useRef, useState } from 'react';
import { useWorkbench } from '../workbench/hooks.ts';
import { type Command, commands } from './commands.ts';
import type { Layout } from './layout.ts';
import { usePalette } from './palette.ts';

/** Every command by name: type a few letters, Enter does it. */
export function Palette({ layout }: { layout: Layout }) {
  const palette = usePalette();
  return palette.isOpen ? <Open layout={layout} close={palette.close} /> : null;
}

function Open({ layout, close }: { layout: Layout; close: () => void }) {
  const workbench = useWorkbench();
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const found = commands(workbench, layout).filter((command) => matches(command.title, text));
  useEffect(() => dialog.current?.showModal(), []);
  const run = (command: Command | undefined) => {
    close();
    command?.act();
  };
  const press = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, found.length - 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
    else if (event.key === 'Enter') run(found[at]);
    else return;
    event.preventDefault();
  };
  return (
    <dialog
      ref={dialog}
      className="palette"
      onClose={close}
      onClick={(event) => {
        if (event.target === dialog.current) close();
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <input
        className="palette__input"
        placeholder="What do you want to do?"
        aria-label="Command"
        value={text}
        aria-controls="palette-list"
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      <ul className="palette__list" id="palette-list">
        {found.map((command, index) => (
          <li key={command.title}>
            <button
              type="button"
              className={index === at ? 'is-active' : ''}
              onClick={() => run(command)}
              onMouseEnter={() => setAt(index)}
            >
              <span>{command.title}</span>
              {command.keys && <kbd>{command.keys}</kbd>}
            </button>
          </li>
        ))}
        {found.length === 0 && <li className="blank">No command is called like that.</li>}
      </ul>
    </dialog>
  );
}

/** Whether all letters of `text` occur in `title` in that order. */
function matches(title: string, text: string): boolean {
  let at = 0;
  const lower = title.toLowerCase();
  return [...text.toLowerCase().replaceAll(' ', '')].every((letter) => {
    at = lower.indexOf(letter, at) + 1;
    return at > 0;
  });
}
