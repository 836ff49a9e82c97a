import { PersonaSwitch } from '../people/PersonaSwitch.tsx';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import type { Profile } from '../workbench/state.ts';
import { Icon } from './Icon.tsx';
import type { Edge, Layout } from './layout.ts';
import { usePalette } from './palette.ts';
import { Tabs } from './Tabs.tsx';

const EDGES: [Edge, string][] = [
  ['left', 'Files'],
  ['bottom', 'Lower panel'],
  ['right', 'Side panel'],
];

/** Tabs, profile, panels, theme. */
export function Header({ layout }: { layout: Layout }) {
  const workbench = useWorkbench();
  const profile = useView((state) => state.profile);
  const active = useView((state) => state.active);
  const palette = usePalette();
  return (
    <header className="header">
      <button type="button" className="header__brand" onClick={() => workbench.home()} title="Examples and files">
        <img src="./icon.svg" alt="" width="22" height="22" />
        <span>Signalbox</span>
      </button>
      <Tabs />
      <div className="header__tools">
        <Engine />
        <PersonaSwitch />
        <label className="header__profile">
          <span className="visually-hidden">Profile</span>
          <select
            value={profile}
            title="Whose semantics apply"
            onChange={(event) => void workbench.setProfile(event.target.value as Profile)}
          >
            <option value="bpmn">BPMN 2.0</option>
            <option value="spiffworkflow">SpiffWorkflow</option>
          </select>
        </label>
        <button type="button" className="tool tool--search" title="Commands (Ctrl+K)" onClick={palette.open}>
          <Icon name="search" />
          <kbd>Ctrl K</kbd>
        </button>
        {active &&
          EDGES.map(([edge, label]) => (
            <button
              key={edge}
              type="button"
              className="tool"
              aria-pressed={layout.open[edge]}
              title={`${label}: show or hide`}
              aria-label={`${label}: show or hide`}
              onClick={() => layout.toggle(edge)}
            >
              <Icon name={edge} />
            </button>
          ))}
        <button
          type="button"
          className="tool"
          title="Light or dark"
          aria-label={layout.theme === 'dark' ? 'Switch to light' : 'Switch to dark'}
          onClick={layout.toggleTheme}
        >
          <Icon name={layout.theme === 'dark' ? 'sun' : 'moon'} />
        </button>
      </div>
    </header>
  );
}

/** How the engine stands; nothing while all is well. */
function Engine() {
  const engine = useView((state) => state.engine);
  const error = useView((state) => state.engineError);
  if (engine === 'ready') return null;
  if (engine === 'loading')
    return (
      <span className="header__engine" role="status">
        Loading the engine …
      </span>
    );
  return (
    <span className="header__engine header__engine--failed" role="alert" title={error}>
      No engine: {error}
    </span>
  );
}
