import type { KeyboardEvent, ReactNode } from 'react';

export interface TabItem<Name extends string> {
  name: Name;
  label: string;
  count?: number;
  alert?: boolean;
}

/** A row of tabs; arrow keys move between them. */
export function TabRow<Name extends string>({
  label,
  items,
  current,
  choose,
  children,
}: {
  label: string;
  items: TabItem<Name>[];
  current: Name;
  choose: (name: Name) => void;
  children?: ReactNode;
}) {
  const press = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = items[(items.findIndex((item) => item.name === current) + step + items.length) % items.length];
    if (step === 0 || !next) return;
    choose(next.name);
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next.name}"]`)?.focus();
  };
  return (
    <div className="tabrow">
      <div role="tablist" aria-label={label} className="tabrow__tabs" onKeyDown={press}>
        {items.map((item) => (
          <button
            key={item.name}
            type="button"
            role="tab"
            data-tab={item.name}
            aria-selected={item.name === current}
            tabIndex={item.name === current ? 0 : -1}
            className="tabrow__tab"
            onClick={() => choose(item.name)}
          >
            {item.label}
            {item.count !== undefined && item.count > 0 && (
              <span className={`count${item.alert ? ' count--error' : ''}`}>{item.count}</span>
            )}
          </button>
        ))}
      </div>
      {children}
    </div>
  );
}
