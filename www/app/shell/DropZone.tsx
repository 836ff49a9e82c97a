import { type DragEvent, type ReactNode, useState } from 'react';
import { readDropped } from '../library/transfer.ts';
import { useWorkbench } from '../workbench/hooks.ts';
import { Icon } from './Icon.tsx';

/** Takes files that are dropped anywhere on the page. */
export function DropZone({ children }: { children: ReactNode }) {
  const workbench = useWorkbench();
  const [over, setOver] = useState(false);
  const carriesFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping has its counterpart for keys in the button "Open"
    <div
      className="dropzone"
      onDragOver={(event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (event.currentTarget === event.target) setOver(false);
      }}
      onDrop={(event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        setOver(false);
        void workbench.library.take(readDropped(event.dataTransfer.items));
      }}
    >
      {children}
      {over && (
        <div className="dropzone__cover">
          <Icon name="open" />
          <strong>Drop to open</strong>
          <span>Diagrams, decision tables, forms and tests; whole folders and zip archives too.</span>
        </div>
      )}
    </div>
  );
}
