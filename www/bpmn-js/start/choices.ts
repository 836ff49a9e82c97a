/** What of a file can be started. */
import type { Session } from '../session/Session.js';
import type { ProcessInfo, Startable } from '../session/types.js';

/** A process, or a collaboration whose participants run together. */
export interface Choice {
  what: Startable;
  label: string;
  /** Of a collaboration, who takes part. */
  participants: readonly string[];
  /** Start events to choose from. */
  starts: ProcessInfo['starts'];
}

/** The choices of a file: executable processes first, collaborations last. */
export function choicesOf(session: Session, file: string): Choice[] {
  const processes = session.processes.filter((process) => process.file === file);
  const together = session.collaborations.filter(
    (known) => known.file === file && known.participants.filter(({ process }) => process).length > 1,
  );
  return [
    ...processes
      .sort((a, b) => Number(b.executable ?? false) - Number(a.executable ?? false))
      .map(({ id, name, starts }) => ({ what: { process: id }, label: name || id, participants: [], starts })),
    ...together.map(({ id, name, participants }) => ({
      what: { collaboration: id },
      label: name || participants.map(nameOf).join(' + '),
      participants: participants.filter(({ process }) => process).map(nameOf),
      starts: [],
    })),
  ];
}

const nameOf = ({ name, id }: { name: string | null; id: string }): string => name || id;

/** The message or signal that a start event waits for, and with which the process is started there. */
export function eventOf(choice: Choice, startEvent: string): { type: 'message' | 'signal'; name: string } | undefined {
  const start = choice.starts.find(({ id }) => id === startEvent);
  for (const { type, event } of start?.events ?? [])
    if ((type === 'message' || type === 'signal') && event) return { type, name: event };
  return undefined;
}
