import { useState } from 'react';
import { left } from '../panels/left.ts';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import { useSchedule, useScheduleNow } from './hooks.ts';
import { InstanceList } from './InstanceList.tsx';
import { Sending } from './Sending.tsx';
import { Starts } from './Starts.tsx';
import { useStarts } from './starts.ts';

const MINUTE = 60_000;
const JUMPS: readonly [string, number][] = [
  ['+1 min', MINUTE],
  ['+1 h', 60 * MINUTE],
  ['+1 day', 1440 * MINUTE],
];

/** Processes that begin by themselves: when, on which clock, and the instances that came of it. */
export function SchedulePanel() {
  const phase = useSchedule((state) => state.phase);
  const engine = useView((state) => state.engine);
  const starts = useStarts();
  if (engine === 'loading' || phase === 'beginning')
    return (
      <p className="blank" role="status">
        Setting the timers …
      </p>
    );
  if (phase === 'off') return <Off isEmpty={starts.length === 0} starts={<Starts starts={starts} />} />;
  return (
    <div className="schedule">
      <ClockBar />
      <Starts starts={starts} />
      <InstanceList />
      <Sending starts={starts} />
    </div>
  );
}

/** Before it begins: what would begin by itself, and on which clock. */
function Off({ isEmpty, starts }: { isEmpty: boolean; starts: React.ReactNode }) {
  const { schedule } = useWorkbench();
  const [at, setAt] = useState(() => inputOf(Date.now()));
  const time = new Date(at).getTime();
  return (
    <div className="schedule">
      <p className="schedule__intro">
        {isEmpty
          ? 'No process begins by itself yet: give a start event a timer, a message or a signal. Instances can be started by hand all the same, and messages go from one to the other.'
          : 'These processes begin by themselves. Let time pass on a clock of its own, or in real time.'}
      </p>
      <form
        className="timers__bar"
        onSubmit={(event) => {
          event.preventDefault();
          void schedule.begin(time);
        }}
      >
        <label className="schedule__at">
          Begin at{' '}
          <input
            className="sb-input"
            type="datetime-local"
            step={1}
            value={at}
            onChange={(event) => setAt(event.target.value)}
          />
        </label>
        <button type="submit" className="sb-button sb-button--primary" disabled={Number.isNaN(time)}>
          Begin on a clock of its own
        </button>
        <button type="button" className="sb-button" onClick={() => void schedule.begin(undefined)}>
          Begin in real time
        </button>
      </form>
      {starts}
    </div>
  );
}

/** What `datetime-local` shows: the time of this place, without a zone. */
function inputOf(time: number): string {
  const zone = new Date(time).getTimezoneOffset() * MINUTE;
  return new Date(time - zone).toISOString().slice(0, 19);
}

/** What time it is, and the ways to let it pass. */
function ClockBar() {
  const { schedule } = useWorkbench();
  const real = useSchedule((state) => state.real);
  const phase = useSchedule((state) => state.phase);
  const count = useSchedule((state) => state.instances.length);
  const now = useScheduleNow();
  const { due } = schedule;
  const isAdvancing = phase === 'advancing';
  const next = due === undefined ? 'nothing is due' : `next in ${left(due - now)}`;
  return (
    <div className="timers__bar">
      <span className="timers__now">
        It is <time>{new Date(now).toLocaleString()}</time>
        {real ? ', in real time' : ''}; {next}.
      </span>
      {isAdvancing ? (
        <>
          <span role="status">{count} instances</span>
          <button type="button" className="sb-button" onClick={() => schedule.stop()}>
            Stop here
          </button>
        </>
      ) : (
        !real && (
          <>
            <button
              type="button"
              className="sb-button"
              disabled={due === undefined}
              onClick={() => void schedule.toNext()}
            >
              Next due
            </button>
            {JUMPS.map(([label, by]) => (
              <button key={label} type="button" className="sb-button" onClick={() => void schedule.advance(by)}>
                {label}
              </button>
            ))}
          </>
        )
      )}
      <button
        type="button"
        className="sb-button"
        title="Nothing begins by itself any more; the instances are put away"
        onClick={() => void schedule.end()}
      >
        End
      </button>
    </div>
  );
}
