/**
 * What SpiffArena keeps beside a diagram, in `process_model.json`: which values of a run are its metadata, and what happens
 * when it fails: whether it is suspended, and who is told.
 */
import type { LogEntry, Task } from '../contract/types.js';
import { isMap } from '../testing/compare.js';
import { folderOf, parsed } from '../testing/find.js';
import type { Value } from '../value.js';

/** A value of the data that describes a run. */
export interface MetadataPath {
  key: string;
  /** Where it stands in the data: `customer.id`. */
  path: string;
}

/** What a process model asks of its runs. */
export interface ProcessModelOptions {
  metadata?: MetadataPath[];
  /** What a run does when a task fails and nobody catches it: it stands still (`error`), or is suspended. Default: `error`. */
  onError?: 'error' | 'suspend';
  /** Who is told then: the recipients of the message `SystemErrorMessage`. */
  notify?: string[];
}

/** A `process_model.json` among the files. */
export interface ProcessModelInfo extends ProcessModelOptions {
  file: string;
  /** Its folder with the slash at its end; empty at the top. */
  folder: string;
  name: string | null;
  /** The file and process to begin with. */
  primaryFile: string | null;
  primaryProcess: string | null;
}

/** A value that describes a run, and the task that gave it last. */
export interface Metadata {
  key: string;
  path: string;
  /** The value; absent where no task has had it yet. */
  value?: Value;
  task?: number;
  element?: string;
}

const FILE = 'process_model.json';

/** Reads a `process_model.json`; undefined when it is another file or cannot be read. */
export function processModelOf(file: string, text: string): ProcessModelInfo | undefined {
  const folder = folderOf(file);
  const content = file.slice(folder.length) === FILE ? parsed(text) : undefined;
  if (!isMap(content)) return undefined;
  const named = (key: string) => (typeof content[key] === 'string' ? content[key] : null);
  const list = (key: string): Value[] => (Array.isArray(content[key]) ? content[key] : []);
  const metadata = list('metadata_extraction_paths').flatMap((item) =>
    isMap(item) && typeof item.key === 'string' && typeof item.path === 'string'
      ? [{ key: item.key, path: item.path }]
      : [],
  );
  return {
    file,
    folder,
    name: named('display_name'),
    primaryFile: named('primary_file_name'),
    primaryProcess: named('primary_process_id'),
    metadata,
    onError: named('fault_or_suspend_on_exception') === 'suspend' ? 'suspend' : 'error',
    notify: list('exception_notification_addresses').filter((address) => typeof address === 'string'),
  };
}

/** The model a file belongs to: the one in its folder, or in the nearest folder above. */
export function nearestModel(models: readonly ProcessModelInfo[], file: string): ProcessModelInfo | undefined {
  const around = models.filter(({ folder }) => file.startsWith(folder));
  return around.sort((a, b) => b.folder.length - a.folder.length)[0];
}

/** The option of `start`, checked. */
export function checkProcessModel(given: unknown): string | undefined {
  const options = given as ProcessModelOptions;
  const isText = (value: unknown) => typeof value === 'string';
  if (given === false) return undefined;
  if (typeof given !== 'object' || given === null) return 'false or an object { metadata, onError, notify }';
  const paths = options.metadata ?? [];
  if (!Array.isArray(paths) || !paths.every((item) => isText(item?.key) && isText(item?.path)))
    return 'an object whose metadata is a list of { key, path }';
  if (!['error', 'suspend', undefined].includes(options.onError))
    return "an object whose onError is 'error' or 'suspend'";
  if (!(options.notify ?? []).every(isText)) return 'an object whose notify is a list of texts';
  return undefined;
}

/** The values that finished tasks gave last, path by path. `tasks` are finished ones. */
export function metadataOf(paths: readonly MetadataPath[], tasks: readonly Task[]): Metadata[] {
  const ended = tasks.filter(({ state }) => state === 'COMPLETED').sort((a, b) => b.since - a.since || b.id - a.id);
  return paths.map(({ key, path }): Metadata => {
    for (const { id, element, data } of ended) {
      const value = valueAt(data, path);
      if (value !== undefined) return { key, path, value, task: id, element };
    }
    return { key, path };
  });
}

function valueAt(data: Value, path: string): Value | undefined {
  let value: Value | undefined = data;
  for (const step of path.split('.')) {
    if (Array.isArray(value)) value = value[Number(step)];
    else value = isMap(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return value;
}

/** The message that tells of a failure. */
export function systemErrorMessage(incident: LogEntry, recipients: string[]) {
  const at = incident.element ? `${incident.element}: ` : '';
  return { message: 'SystemErrorMessage', payload: { message_text: at + incident.text, recipients } };
}
