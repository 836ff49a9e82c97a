/** What can begin by itself: start events with a timer, a message or a signal. */
import type { ScheduledTimer, TimerStart } from 'signalbox';
import type { ProcessInfo } from '../../bpmn-js/session/types.ts';
import { useAnswer } from '../panels/useTask.ts';
import { useView } from '../workbench/hooks.ts';
import { useSchedule } from './hooks.ts';

/** One trigger of a start event. */
export interface Start {
  readonly process: string;
  readonly processName: string;
  readonly file: string;
  readonly element: string;
  readonly name: string;
  readonly kind: 'timer' | 'message' | 'signal';
  /** Of a message or signal: its name. */
  readonly event: string | undefined;
  /** Of a timer: what it says. Known when the engine has worked it out. */
  readonly timer: TimerStart | undefined;
  /** Of a timer that is set: when it is due. */
  readonly set: ScheduledTimer | undefined;
}

/** All starts of executable processes, in the order of the files. */
export function useStarts(): Start[] {
  const processes = useView((state) => state.processes);
  const set = useSchedule((state) => state.timers);
  const timers = useAnswer((workbench) => workbench.session?.workspace.timerStarts(), [processes]);
  return processes.filter(({ executable }) => executable !== false).flatMap((known) => startsOf(known, timers, set));
}

function startsOf(
  { id, name, file, starts }: ProcessInfo,
  timers: readonly TimerStart[] | undefined,
  set: readonly ScheduledTimer[],
): Start[] {
  const base = { process: id, processName: name || id, file };
  return starts.flatMap((start) => {
    const own = { ...base, element: start.id, name: start.name || start.id };
    return start.events.flatMap(({ type, event }): Start[] => {
      if (type === 'message' || type === 'signal')
        return [{ ...own, kind: type, event: event ?? '', timer: undefined, set: undefined }];
      if (type !== 'timer') return [];
      const isThis = (timer: TimerStart) => timer.process === id && timer.element === start.id;
      const [said, due] = [timers?.find(isThis), set.find(isThis)];
      return [{ ...own, kind: 'timer', event: undefined, timer: due ?? said, set: due }];
    });
  });
}
