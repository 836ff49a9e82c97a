import { useEffect, useState } from 'react';
import type { PendingTimer, Waiting } from '../../bpmn-js/session/types.ts';
import { useSchedule } from '../schedule/hooks.ts';
import { SchedulePanel } from '../schedule/SchedulePanel.tsx';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import { left } from './left.ts';
import { More } from './More.tsx';
import { NotStarted } from './NotStarted.tsx';
import { brief } from './value.ts';

/** A timer of a task, or a job that is tried again at a time. */
interface Row {
  task: number;
  element: string;
  name: string;
  due: number;
  expression: string;
  timer: PendingTimer | undefined;
  /** Whether it is the task's next one, which can be let fire. */
  next: boolean;
}

/** The timers of the run, or the processes that begin by themselves. */
export function Timers() {
  const isOn = useSchedule((state) => state.phase !== 'off');
  const [scheduled, setScheduled] = useState(isOn);
  return (
    <div className="timers">
      <fieldset className="timers__which">
        <legend className="visually-hidden">Timers of</legend>
        <button type="button" className="sb-button" aria-pressed={!scheduled} onClick={() => setScheduled(false)}>
          This run
        </button>
        <button type="button" className="sb-button" aria-pressed={scheduled} onClick={() => setScheduled(true)}>
          Schedule
        </button>
      </fieldset>
      {scheduled ? <SchedulePanel /> : <RunTimers />}
    </div>
  );
}

/** The timers of the run in order of time, with what is left until each; and whether the run follows real time. */
function RunTimers() {
  const workbench = useWorkbench();
  const view = useView((state) => state.view);
  const following = useView((state) => state.following);
  const now = useNow();
  if (!view) return <NotStarted>Its timers show here, with the time that is left until each.</NotStarted>;
  const rows = rowsOf(view.waiting);
  const run = workbench.session?.run;
  return (
    <>
      <div className="timers__bar">
        <span className="timers__now">
          It is <time>{new Date(now).toLocaleString()}</time> in the run.
        </span>
        <button
          type="button"
          className="sb-button"
          disabled={rows.length === 0}
          onClick={() => void run?.toNextTimer()}
        >
          Next timer
        </button>
        <button
          type="button"
          className="sb-button"
          aria-pressed={following}
          title="Let time pass by itself: the run goes on whenever a timer is due"
          onClick={() => void workbench.session?.follow(!following)}
        >
          Real time
        </button>
      </div>
      {rows.length === 0 ? (
        <p className="none">
          No timer runs now. Timer events, and services that are tried again, show here while the run waits for them.
        </p>
      ) : (
        <More entries={rows}>{(shown) => <TimerTable rows={shown} now={now} />}</More>
      )}
    </>
  );
}

function TimerTable({ rows, now }: { rows: readonly Row[]; now: number }) {
  return (
    <table className="timers__table">
      <thead>
        <tr>
          <th scope="col">Timer</th>
          <th scope="col">Due</th>
          <th scope="col">Left</th>
          <th scope="col">Defined as</th>
          <th scope="col">Repeats</th>
          <th scope="col">
            <span className="visually-hidden">Act</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <TimerRow key={`${row.task} ${row.element} ${row.due}`} row={row} now={now} />
        ))}
      </tbody>
    </table>
  );
}

function TimerRow({ row, now }: { row: Row; now: number }) {
  const workbench = useWorkbench();
  const { timer } = row;
  return (
    <tr>
      <th scope="row">
        <button type="button" className="timers__name" onClick={() => void workbench.reveal(undefined, row.element)}>
          {row.name}
        </button>
      </th>
      <td>{new Date(row.due).toLocaleString()}</td>
      <td className="timers__left">{left(row.due - now)}</td>
      <td>
        {timer ? (
          <>
            {timer.kind} <code title={row.expression}>{brief(timer.value, 40)}</code>
          </>
        ) : (
          'tries again'
        )}
      </td>
      <td>{timer && repeats(timer)}</td>
      <td>
        {timer && row.next && (
          <button type="button" className="sb-button" onClick={() => void workbench.session?.run?.fireTimer(row.task)}>
            Fire now
          </button>
        )}
      </td>
    </tr>
  );
}

function rowsOf(waiting: readonly Waiting[]): Row[] {
  const rows = waiting.flatMap((item): Row[] => {
    const base = { task: item.task, element: item.element, name: item.name || item.element };
    const timers = item.events.flatMap(({ element, name, expression, timer }): Row[] => {
      if (!timer) return [];
      const next = timer.due === item.due;
      return [{ ...base, element, name: name || element, due: timer.due, expression: expression ?? '', timer, next }];
    });
    if (timers.length > 0 || item.due === null) return timers;
    return [{ ...base, due: item.due, expression: '', timer: undefined, next: false }];
  });
  return rows.sort((a, b) => a.due - b.due);
}

function repeats({ kind, remaining }: PendingTimer): string {
  if (kind !== 'cycle') return 'once';
  return remaining === null ? 'for ever' : remaining === 0 ? 'last time' : `${remaining} more`;
}

/** The time of the run: the host's while it follows, else that of its last event. */
function useNow(): number {
  const view = useView((state) => state.view);
  const following = useView((state) => state.following);
  const [, tick] = useState(0);
  useEffect(() => {
    if (!following) return;
    const timer = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(timer);
  }, [following]);
  if (!view) return 0;
  return following && view.clock.real ? view.clock.now + (Date.now() - view.clock.at) : view.info.now;
}
