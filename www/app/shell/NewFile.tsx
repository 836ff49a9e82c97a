import { useId, useRef } from 'react';
import { useWorkbench } from '../workbench/hooks.ts';
import { Icon } from './Icon.tsx';

/** A button with a small menu of the kinds of files that can be made here. */
export function NewFile() {
  const workbench = useWorkbench();
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const id = useId();
  const place = () => {
    const { left, bottom } = button.current?.getBoundingClientRect() ?? { left: 0, bottom: 0 };
    menu.current?.style.setProperty('left', `${left}px`);
    menu.current?.style.setProperty('top', `${bottom + 4}px`);
  };
  const move = (step: number) => {
    const entries = [...(menu.current?.querySelectorAll('button') ?? [])];
    const at = entries.findIndex((known) => known.matches(':focus'));
    entries[(Math.max(at, 0) + step + entries.length) % entries.length]?.focus();
  };
  const press = (event: React.KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    move(step);
  };
  const entry = (label: string, kind: 'bpmn' | 'dmn') => (
    <button
      type="button"
      role="menuitem"
      className="menu__entry"
      onClick={() => {
        menu.current?.hidePopover();
        void workbench.create(kind).catch((error) => workbench.report(error));
      }}
    >
      {label}
    </button>
  );
  return (
    <>
      <button
        ref={button}
        type="button"
        className="tool"
        title="New file"
        aria-label="New file"
        aria-haspopup="menu"
        popoverTarget={id}
      >
        <Icon name="plus" />
      </button>
      <div
        ref={menu}
        id={id}
        popover="auto"
        role="menu"
        aria-label="New file"
        className="menu"
        onBeforeToggle={place}
        onToggle={({ newState }) => newState === 'open' && move(0)}
        onKeyDown={press}
      >
        {entry('Diagram', 'bpmn')}
        {entry('Decision table', 'dmn')}
      </div>
    </>
  );
}
