import type { View } from 'dmn-js/lib/Modeler';

const KINDS: Record<View['type'], string> = {
  drd: 'How the decisions depend on each other',
  decisionTable: 'Decision table',
  literalExpression: 'Expression',
  boxedExpression: 'Function',
};

/** The views of a file; arrow keys move between them. */
export function ViewTabs({
  views,
  active,
  choose,
}: {
  views: readonly View[];
  active: View | undefined;
  choose: (view: View) => void;
}) {
  const press = (event: React.KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = views[(views.findIndex(({ id }) => id === active?.id) + step + views.length) % views.length];
    if (step === 0 || !next) return;
    choose(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-view="${CSS.escape(next.id)}"]`)?.focus();
  };
  return (
    <div className="views" role="tablist" aria-label="Decisions of this file" onKeyDown={press}>
      {views.map((view) => (
        <button
          key={view.id}
          type="button"
          role="tab"
          data-view={view.id}
          className={`views__tab views__tab--${view.type}`}
          title={KINDS[view.type]}
          aria-selected={view.id === active?.id}
          tabIndex={view.id === (active ?? views[0])?.id ? 0 : -1}
          onClick={() => choose(view)}
        >
          {view.type === 'drd' ? 'Overview' : view.name || view.id}
        </button>
      ))}
    </div>
  );
}
