import { useId, useRef, useState } from 'react';
import { useModal } from './useModal.ts';

/** One of the things to choose from. */
export interface Choice {
  readonly key: string;
  readonly label: string;
  readonly detail?: string | undefined;
  /** Keys that do the same. */
  readonly keys?: string | undefined;
}

/** A list over the page: type to narrow it down, Enter or a click takes one. */
export function Chooser<Chosen extends Choice>({
  title,
  blank,
  find,
  take,
  close,
}: {
  title: string;
  /** What is said where nothing is found. */
  blank: string;
  find: (text: string) => readonly Chosen[];
  take: (chosen: Chosen) => void;
  close: () => void;
}) {
  const { dialog, closed } = useModal();
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const found = find(text);
  const move = (to: number) => {
    const next = Math.max(0, Math.min(to, found.length - 1));
    setAt(next);
    list.current?.children[next]?.scrollIntoView({ block: 'nearest' });
  };
  const choose = (chosen: Chosen | undefined) => {
    // Closed at once: what is taken may open another dialog, which gives the focus back to where it was before.
    dialog.current?.close();
    close();
    if (chosen) take(chosen);
  };
  const press = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown') move(at + 1);
    else if (event.key === 'ArrowUp') move(at - 1);
    else if (event.key === 'PageDown') move(at + 8);
    else if (event.key === 'PageUp') move(at - 8);
    else if (event.key === 'Enter') choose(found[at]);
    else return;
    event.preventDefault();
  };
  const type = (value: string) => {
    setText(value);
    move(0);
  };
  return (
    <dialog
      ref={dialog}
      className="palette"
      aria-label={title}
      onClose={closed(close)}
      onClick={(event) => {
        if (event.target === dialog.current) close();
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <input
        className="palette__input"
        role="combobox"
        placeholder={title}
        aria-label={title}
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={found[at] && `${id}-${at}`}
        value={text}
        onChange={(event) => type(event.target.value)}
        onKeyDown={press}
      />
      <div className="palette__list" id={id} role="listbox" aria-label={title} ref={list}>
        {found.map((choice, index) => (
          <button
            key={choice.key}
            id={`${id}-${index}`}
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className={index === at ? 'is-active' : ''}
            onClick={() => choose(choice)}
            onMouseMove={() => setAt(index)}
          >
            <span className="palette__label">{choice.label}</span>
            {choice.detail && <span className="palette__detail">{choice.detail}</span>}
            {choice.keys && <kbd>{choice.keys}</kbd>}
          </button>
        ))}
        {found.length === 0 && <p className="blank">{blank}</p>}
      </div>
    </dialog>
  );
}
