/** A schedule as bytes: `SGNS`, the length of a JSON text, the text, then the saved runs one after the other. */
import { decode, encode } from '../border.js';
import { SignalboxError } from '../errors.js';
import type { SavedPost } from './post.js';
import type { SavedTimer } from './timetable.js';

const MAGIC = 'SGNS';
const VERSION = 1;
const HEAD = 8;

/** What is kept of a schedule. */
export interface SavedSchedule extends SavedPost {
  now: number;
  timers: SavedTimer[];
  runs: Uint8Array[];
}

export function pack({ runs, ...rest }: SavedSchedule): Uint8Array {
  const text = encode({ version: VERSION, ...rest, lengths: runs.map((run) => run.length) });
  const json = new TextEncoder().encode(text);
  const bytes = new Uint8Array(HEAD + json.length + runs.reduce((sum, run) => sum + run.length, 0));
  bytes.set(new TextEncoder().encode(MAGIC));
  new DataView(bytes.buffer).setUint32(MAGIC.length, json.length, true);
  bytes.set(json, HEAD);
  let at = HEAD + json.length;
  for (const run of runs) {
    bytes.set(run, at);
    at += run.length;
  }
  return bytes;
}

export function unpack(bytes: Uint8Array): SavedSchedule {
  if (new TextDecoder().decode(bytes.subarray(0, MAGIC.length)) !== MAGIC) throw unreadable('it begins otherwise');
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(MAGIC.length, true);
  const { version, lengths, ...rest } = read(bytes.subarray(HEAD, HEAD + length));
  if (version !== VERSION) throw unreadable(`it has version ${version}, this package reads version ${VERSION}`);
  let at = HEAD + length;
  const runs = lengths.map((size) => {
    at += size;
    return bytes.slice(at - size, at);
  });
  return { ...rest, runs };
}

type Text = Omit<SavedSchedule, 'runs'> & { version: number; lengths: number[] };

function read(json: Uint8Array): Text {
  try {
    return decode(new TextDecoder().decode(json)) as Text;
  } catch (error) {
    throw unreadable('it is damaged', error);
  }
}

function unreadable(why: string, cause?: unknown): SignalboxError {
  return new SignalboxError('run/unreadable-save', `The bytes are no saved schedule: ${why}.`, {
    help: 'Use the bytes exactly as schedule.save() gave them.',
    cause,
  });
}
