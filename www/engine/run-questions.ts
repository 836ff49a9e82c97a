/** What a run is asked: answers leave it as it is. */
import type { Commands } from './commands.js';
import type { Workers } from './connectors/desk.js';
import type {
  DataObjectState,
  ElementStates,
  FormInfo,
  LaneState,
  LedgerEntry,
  LogEntry,
  Provenance,
  RunInfo,
  Task,
  TaskDetail,
  Waiting,
} from './contract/types.js';
import type { Core } from './core.js';
import { checkForm } from './forms/check.js';
import { exampleOf } from './forms/example.js';
import { FilledForms } from './forms/filled.js';
import { formOf } from './forms/form.js';
import { type Form, type FormProblem, isMap } from './forms/types.js';
import { type Metadata, metadataOf, type ProcessModelOptions } from './library/process-model.js';
import type { ExpectedVariable } from './library/types.js';
import type { Acting, Assignment, Owners, Persona } from './people/index.js';
import type { TaskQuery } from './run-options.js';
import { externalEvent, type SentEvent } from './sent-event.js';
import type { Data, Value } from './value.js';

/** What answers the questions. */
export interface Answering {
  core: Core;
  commands: Commands;
  acting: Acting;
  workers: Workers;
  model: ProcessModelOptions | undefined;
}

export class RunQuestions {
  protected readonly commands: Commands;
  protected readonly acting: Acting;
  protected readonly workers: Workers;
  protected readonly model: ProcessModelOptions | undefined;
  readonly #forms: FilledForms;

  constructor({ core, commands, acting, workers, model }: Answering) {
    this.commands = commands;
    this.acting = acting;
    this.workers = workers;
    this.model = model;
    this.#forms = new FilledForms(core, commands, (task) => this.form(task));
  }

  /** Tasks, by default those that are not finished, in the order they came. */
  tasks({ for: who, ...filter }: TaskQuery = {}): Task[] {
    if (who === undefined) return this.query('tasks', { filter });
    const person = this.acting.identify(who);
    const ready = this.query<Task[]>('tasks', { filter: { state: 'ready', manual: true, ...filter } });
    return ready.filter((task) => this.acting.may(person, task));
  }

  /** Who may do a task of a person, and why; null when there is no such task. */
  owners(task: number): Owners | null {
    const found = this.find(task);
    return found ? this.acting.owners(found) : null;
  }

  /** Who may do each task that is ready for a person, and whether `as` is among them and why not. */
  assignments(as?: string | Persona): Assignment[] {
    const person = as === undefined ? null : this.acting.identify(as);
    const ready = this.query<Task[]>('tasks', { filter: { state: 'ready', manual: true } });
    return ready.map((task) => this.acting.assignment(task, person));
  }

  /** Everything about one task. */
  task(task: number): TaskDetail | null {
    return this.query('task', { task });
  }

  /**
   * Where each variable of a task, live or finished, comes from: the task that wrote it last, and the values of parallel
   * branches that were lost against it at joins. Null when there is no such task.
   */
  provenance(task: number): Provenance[] | null {
    return this.query('provenance', { task });
  }

  /**
   * What a task, live or finished, shows to the person who does it: instructions as Markdown and a form as JSON Schema,
   * both filled in with the task's data. Null when there is no such task.
   */
  form(task: number): Form | null {
    const info = this.query<FormInfo | null>('form', { task });
    return info && formOf(info, () => this.#expected(task));
  }

  /**
   * Data that somebody might enter in the form of a task to see how the run goes on: what is there already, and examples
   * for the rest. Null when there is no such task.
   */
  example(task: number): Record<string, unknown> | null {
    const form = this.form(task);
    if (!form) return null;
    const read = this.#expected(task).map(({ name, schema }) => [name, schema] as const);
    const entered = exampleOf(form.schema, form.data, { hints: Object.fromEntries(read) });
    return { ...form.data, ...(isMap(entered) ? entered : {}) };
  }

  /**
   * A message or signal that would let a waiting task go on, as somebody might send it to see how: its payload holds
   * examples of what is read of it, and the awaited values for its correlation. Null when the task waits for neither.
   */
  exampleEvent(task: number): SentEvent | null {
    const events = this.waiting().flatMap((waiting) => (waiting.task === task ? waiting.events : []));
    const awaited = events.find(({ type, event }) => event !== null && (type === 'message' || type === 'signal'));
    if (!awaited || awaited.event === null) return null;
    const { element, correlations } = awaited;
    const schema = this.workers.payload(element, { root: this.commands.info.process }, correlations);
    const payload = exampleOf(schema);
    return awaited.type === 'signal'
      ? { signal: awaited.event, payload }
      : { message: awaited.event, payload, correlations };
  }

  /** What is expected of a person's task; of others it is not asked. */
  #expected(task: number): ExpectedVariable[] {
    const found = this.find(task);
    return found?.type === 'userTask'
      ? this.workers.expected(found.element, { process: found.process, root: this.commands.info.process })
      : [];
  }

  /** What the form of a task does not allow in data that somebody entered; empty when all is well. */
  checkForm(task: number, data: unknown): FormProblem[] {
    const form = this.#forms.of(task);
    const today = new Date(this.commands.info.now).toISOString().slice(0, 10);
    // What is only expected is a guess, which refuses nothing.
    return form && form.source !== 'expected' ? checkForm(form.schema, data, today) : [];
  }

  /** Lanes with the tasks that are active in them. */
  lanes(): LaneState[] {
    return this.query('lanes');
  }

  dataObjects(): DataObjectState[] {
    return this.query('dataObjects');
  }

  /** Values of data stores by id. */
  dataStores(): Data {
    return this.query('dataStores');
  }

  /** What waits, what for, and until when. */
  waiting(): Waiting[] {
    return this.query('waiting');
  }

  /** States of all elements and flows that were touched; the canvas is coloured from these. */
  elementStates(): ElementStates {
    return this.query('elementStates');
  }

  /** Why a task or element stands as it does, or why nobody would receive an event, in sentences. */
  explain(subject: number | string | SentEvent): string[] {
    if (typeof subject === 'object') return this.query('explain', { event: externalEvent(subject) });
    return this.query('explain', typeof subject === 'number' ? { task: subject } : { element: subject });
  }

  /** Every message, signal, error and escalation of the run: who sent it, who received it, and why nobody did. */
  messages(): LedgerEntry[] {
    return this.query('messages');
  }

  /** The values that describe the run, as its process model asks for them: what a finished task had there last. */
  metadata(): Metadata[] {
    const { metadata = [] } = this.model ?? {};
    return metadata.length > 0 ? metadataOf(metadata, this.tasks({ finished: true })) : [];
  }

  info(): RunInfo {
    this.commands.info = this.query<RunInfo>('info');
    return this.commands.info;
  }

  status(): RunInfo['status'] {
    return this.info().status;
  }

  /** The log, or a part of it. */
  log(from?: number, to?: number): LogEntry[] {
    return this.query('log', { from, to });
  }

  protected find(task: number): Task | undefined {
    return this.query<Task[]>('tasks', { filter: { id: task } })[0];
  }

  protected query<Result = Value>(method: string, args: object = {}): Result {
    return this.commands.query(method, args);
  }
}
