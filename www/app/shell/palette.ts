/** Whether the command palette is open; header and keys open it. */
import { useSyncExternalStore } from 'react';

let shown = false;
const listeners = new Set<() => void>();

function set(value: boolean): void {
  shown = value;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const openPalette = () => set(true);

export function usePalette() {
  const isOpen = useSyncExternalStore(subscribe, () => shown);
  return { isOpen, open: () => set(true), close: () => set(false) };
}
