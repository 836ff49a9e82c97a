import { type ReactNode, useId } from 'react';
import { Icon } from './Icon.tsx';
import { useModal } from './useModal.ts';

/** A dialog over the page: its title stays in sight, what stands below it scrolls. Keys of the page rest while it is open. */
export function Dialog({
  title,
  className = '',
  closed,
  children,
}: {
  title: string;
  className?: string;
  closed: () => void;
  children: ReactNode;
}) {
  const modal = useModal();
  const id = useId();
  return (
    <dialog
      ref={modal.dialog}
      className={`sb-dialog dialog ${className}`}
      aria-labelledby={id}
      onClose={modal.closed(closed)}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <header className="dialog__head">
        <h2 className="sb-dialog__title" id={id}>
          {title}
        </h2>
        <button
          type="button"
          className="tool"
          aria-label="Close"
          title="Close"
          onClick={() => modal.dialog.current?.close()}
        >
          <Icon name="close" />
        </button>
      </header>
      <div className="dialog__body">{children}</div>
    </dialog>
  );
}

/** Asks before something is done that cannot be taken back. */
export function Confirm({
  title,
  label,
  act,
  closed,
  children,
}: {
  title: string;
  label: string;
  act: () => void;
  closed: () => void;
  children: ReactNode;
}) {
  const agree = () => {
    closed();
    act();
  };
  return (
    <Dialog title={title} className="dialog--question" closed={closed}>
      {children}
      <div className="sb-dialog__actions">
        <button type="button" className="sb-button" onClick={closed}>
          Cancel
        </button>
        <button type="button" className="sb-button sb-button--danger" onClick={agree}>
          {label}
        </button>
      </div>
    </Dialog>
  );
}
