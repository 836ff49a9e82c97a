import { left } from '../panels/left.ts';
import { brief } from '../panels/value.ts';
import { useWorkbench } from '../workbench/hooks.ts';
import { useSchedule, useScheduleNow } from './hooks.ts';
import type { Start } from './starts.ts';

/** The start events that begin processes, what they say, and when each is due next. */
export function Starts({ starts }: { starts: readonly Start[] }) {
  const isOn = useSchedule((state) => state.phase !== 'off');
  const now = useScheduleNow();
  if (starts.length === 0) return null;
  return (
    <table className="timers__table" aria-label="What begins by itself">
      <thead>
        <tr>
          <th scope="col">Process</th>
          <th scope="col">Begins at</th>
          <th scope="col">Defined as</th>
          <th scope="col">Due</th>
          <th scope="col">Left</th>
          <th scope="col">Repeats</th>
        </tr>
      </thead>
      <tbody>
        {starts.map((start) => (
          <Row
            key={`${start.process} ${start.element} ${start.kind} ${start.event}`}
            start={start}
            now={now}
            on={isOn}
          />
        ))}
      </tbody>
    </table>
  );
}

function Row({ start, now, on }: { start: Start; now: number; on: boolean }) {
  const workbench = useWorkbench();
  const { timer, set } = start;
  const problem = timer?.problem;
  return (
    <tr>
      <th scope="row">{start.processName}</th>
      <td>
        <button type="button" className="timers__name" onClick={() => void workbench.reveal(start.file, start.element)}>
          {start.name}
        </button>
      </td>
      <td>{start.kind === 'timer' ? <Says timer={timer} /> : `${start.kind} ${start.event}`}</td>
      {problem ? (
        <td colSpan={3} className="schedule__problem" role="alert">
          {problem.message} {problem.help}
        </td>
      ) : start.kind === 'timer' ? (
        <>
          <td>
            {set ? (set.due === null ? 'never again' : new Date(set.due).toLocaleString()) : on ? '…' : 'once begun'}
          </td>
          <td className="timers__left">{set?.due ? left(set.due - now) : ''}</td>
          <td>{set && repeats(set)}</td>
        </>
      ) : (
        <>
          <td className="none">when it is sent</td>
          <td />
          <td />
        </>
      )}
    </tr>
  );
}

function Says({ timer }: { timer: Start['timer'] }) {
  if (!timer) return <>timer</>;
  return (
    <>
      {timer.kind} <code title={timer.expression}>{brief(timer.value ?? timer.expression, 40)}</code>
    </>
  );
}

function repeats({ kind, remaining, fired, due }: NonNullable<Start['set']>): string {
  const before = fired > 0 ? `${fired} began, ` : '';
  if (due === null) return `${fired} began`;
  if (kind !== 'cycle') return `${before}once`;
  return `${before}${remaining === null ? 'for ever' : remaining === 0 ? 'last time' : `${remaining} more`}`;
}
