import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * A dialog that is modal as long as it is drawn. It is closed before it is taken away, so that what had the focus has it
 * again; `closed` tells whether a close was meant, and not only part of drawing it anew.
 */
export function useModal(): { dialog: RefObject<HTMLDialogElement | null>; closed: (then: () => void) => () => void } {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const { current } = dialog;
    current?.showModal();
    return () => current?.close();
  }, []);
  return { dialog, closed: (then) => () => dialog.current?.open || then() };
}
