/** How components see the schedule. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useWorkbench } from '../workbench/hooks.ts';
import type { ScheduleState } from './Scheduler.ts';

/** The part of the schedule's state that a component shows. */
export function useSchedule<Part>(pick: (state: ScheduleState) => Part): Part {
  const { schedule } = useWorkbench();
  return useSyncExternalStore(schedule.subscribe, () => pick(schedule.snapshot()));
}

/** What time it is in the schedule; in real time, second by second. */
export function useScheduleNow(): number {
  const real = useSchedule((state) => state.real);
  const now = useSchedule((state) => state.now);
  const [, tick] = useState(0);
  useEffect(() => {
    if (!real) return;
    const timer = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(timer);
  }, [real]);
  return real ? Date.now() : now;
}
