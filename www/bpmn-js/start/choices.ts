/** What of a file can be started. */
import type { Session } from '../session/Session.js';
import type { ProcessInfo, Startable } from '../session/types.js';

/** A process, or a collaboration whose participants run together. */
export interface Choice {
  what: Startable;
  label: string;
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
      .map(({ id, name, starts }) => ({ what: { process: id }, label: name || id, starts })),
    ...together.map(({ id, name, participants }) => ({
      what: { collaboration: id },
      label: name || participants.map((participant) => participant.name || participant.id).join(' + '),
      starts: [],
    })),
  ];
}
