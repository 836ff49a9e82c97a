import { useState } from 'react';
import { left } from '../panels/left.ts';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import { useSchedule, useScheduleNow } from './hooks.ts';
import { type Instance, isOver } from './Instances.ts';

/** As many instances are drawn; the newest are worth most. */
const SHOWN = 100;

/** The instances that began, the newest first; each can be shown as the run of the page. */
export function InstanceList() {
  const instances = useSchedule((state) => state.instances);
  const [live, setLive] = useState(false);
  const now = useScheduleNow();
  const wanted = live ? instances.filter((instance) => !isOver(instance)) : instances;
  return (
    <section className="schedule__instances" aria-label="Instances">
      <header className="ledger__bar">
        <h3>
          Instances<span className="count">{instances.length}</span>
        </h3>
        <StartByHand />
        <label className="ledger__only">
          <input type="checkbox" checked={live} onChange={({ target }) => setLive(target.checked)} />
          Only what has not ended
        </label>
      </header>
      {wanted.length === 0 ? (
        <p className="none">{live && instances.length > 0 ? 'All have ended.' : 'None has begun yet.'}</p>
      ) : (
        <ol className="ledger__list">
          {wanted
            .slice(-SHOWN)
            .reverse()
            .map((instance) => (
              <Row key={instance.number} instance={instance} now={now} />
            ))}
        </ol>
      )}
      {wanted.length > SHOWN && (
        <p className="none">
          The newest {SHOWN} of {wanted.length} are shown.
        </p>
      )}
    </section>
  );
}

function Row({ instance, now }: { instance: Instance; now: number }) {
  const workbench = useWorkbench();
  // The list is drawn anew when another run is shown.
  const shown = useView(({ view }) => view !== undefined && workbench.schedule.shown === instance.number);
  const process = useView((state) => state.processes.find(({ id }) => id === instance.process));
  const { number, event, element, at, status, due } = instance;
  const open = async () => {
    await workbench.schedule.open(number);
    if (process) workbench.show(process.file);
  };
  return (
    <li className="schedule__instance">
      <button
        type="button"
        className="ledger__party"
        aria-current={shown}
        onClick={() => void open().catch((error) => workbench.report(error))}
      >
        {process?.name || instance.process} #{number}
      </button>
      <span className="none">
        {event ? `by "${event}"` : element ? 'by its timer' : 'by hand'}, {new Date(at).toLocaleString()}
        {due !== null && !isOver(instance) && `; next timer in ${left(due - now)}`}
      </span>
      {shown && <span className="none">shown</span>}
      <span className={`state state--${status}`}>{status}</span>
    </li>
  );
}

/** Starts an instance of a process that does not begin by itself, or not yet. */
function StartByHand() {
  const { schedule } = useWorkbench();
  const processes = useView((state) => state.processes).filter(({ executable }) => executable !== false);
  const isBusy = useSchedule((state) => state.phase !== 'on');
  return (
    <select
      className="sb-input schedule__byhand"
      aria-label="Start an instance"
      value=""
      disabled={isBusy || processes.length === 0}
      onChange={({ target }) => void schedule.start(target.value)}
    >
      <option value="">Start one now …</option>
      {processes.map(({ id, name }) => (
        <option key={id} value={id}>
          {name || id}
        </option>
      ))}
    </select>
  );
}
