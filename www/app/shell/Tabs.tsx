import { useEffect, useRef } from 'react';
import { shortName } from '../library/tree.ts';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import { FileName } from './FileName.tsx';
import { Icon } from './Icon.tsx';
import { NewFile } from './NewFile.tsx';

/** The files that are open. A dot tells that a file differs from the one that was opened. */
export function Tabs() {
  const workbench = useWorkbench();
  const tabs = useView((state) => state.tabs);
  const active = useView((state) => state.active);
  const files = useView((state) => state.files);
  const strip = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another file in front is brought into sight
  useEffect(() => {
    strip.current?.querySelector('.is-active')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [active]);
  return (
    <nav className="tabs" aria-label="Open files" ref={strip}>
      {tabs.map((name) => {
        const file = files.find((known) => known.name === name);
        const changed = file !== undefined && file.text !== file.opened;
        return (
          <div key={name} className={`tab${name === active ? ' is-active' : ''}`}>
            <button
              type="button"
              className="tab__name"
              aria-label={name}
              aria-current={name === active ? 'page' : undefined}
              onClick={() => workbench.show(name)}
              title={changed ? `${name}, changed` : name}
            >
              <FileName name={labelOf(name, tabs)} />
              {changed && <span className="tab__dot" aria-hidden="true" />}
            </button>
            <button
              type="button"
              className="tab__close"
              aria-label={`Close ${name}`}
              title="Close the tab; the file stays"
              onClick={() => workbench.close(name)}
            >
              <Icon name="close" />
            </button>
          </div>
        );
      })}
      <NewFile />
    </nav>
  );
}

/** A tab names its file; of two that are called alike also the folder. */
function labelOf(name: string, tabs: readonly string[]): string {
  const isShared = tabs.some((other) => other !== name && shortName(other) === shortName(name));
  return isShared ? name.split('/').slice(-2).join('/') : shortName(name);
}
