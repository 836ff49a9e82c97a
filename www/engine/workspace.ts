import type { Workers } from './connectors/desk.js';
import { Connectors } from './connectors/registry.js';
import type { Dispatch } from './connectors/types.js';
import type {
  CollaborationInfo,
  Completion,
  DecisionInfo,
  DecisionOptions,
  DecisionResult,
  Diagnostic,
  ElementInfo,
  ElementSummary,
  Evaluation,
  EvaluationOptions,
  FileInfo,
  Occurrence,
  ProcessInfo,
  Rendered,
  StartOptions,
  TemplateOptions,
  TextPlace,
  TimerStart,
  UnitTestInfo,
  WorkspaceOptions,
} from './contract/types.js';
import type { Core } from './core.js';
import { Emitter } from './emitter.js';
import type { JsonSchema } from './forms/types.js';
import { callableOf, functionsOf } from './functions.js';
import { withHandlers } from './handlers.js';
import { Journal, splitJournal } from './journal.js';
import { isLanguage, type LanguageName } from './language-names.js';
import type { Whereabouts } from './library/expected.js';
import { Knowledge } from './library/knowledge.js';
import { nearestModel, type ProcessModelInfo, type ProcessModelOptions } from './library/process-model.js';
import type { ExpectedVariable, KnownVariable, References, RenameRequest, Renaming } from './library/types.js';
import { checkOptions, count, functions, object, oneOf, text, time } from './options.js';
import { Acting } from './people/index.js';
import { Run } from './run.js';
import type { Opened, RunHost, RunOptions } from './run-options.js';
import { type Schedule, type ScheduleOptions, schedule } from './schedule/schedule.js';
import { externalEvent } from './sent-event.js';
import { hostChecks, parted, plainHost, processOf, type Startable, startable, startChecks } from './start-options.js';
import { storeNames } from './stores.js';
import { type Coverage, coverageOf } from './testing/coverage.js';
import { findTests } from './testing/find.js';
import { runTests } from './testing/suite.js';
import type { TestInfo, TestReport, TestResult } from './testing/types.js';
import { Clock } from './time/clock.js';
import type { Data } from './value.js';

/** What can be listened to. */
export interface WorkspaceEvents {
  /** All problems again, after a language module has arrived. */
  diagnostics: Diagnostic[];
}

/** What a text that is run on its own may depend on beside its data. */
export interface EvaluateOptions extends Omit<EvaluationOptions, 'functions'> {
  /** Functions that the text may call by name. */
  functions?: RunHost['functions'];
}

type Loose<Options> = { [Name in keyof Options]: Options[Name] | undefined };

const handles = new FinalizationRegistry<() => void>((release) => release());

/** Files that belong together: diagrams that call each other and the decisions they use. */
export class Workspace {
  readonly #core: Core;
  readonly #id: number;
  readonly #emitter = new Emitter<WorkspaceEvents>();
  /** The languages of all files, as long as these stay as they are. */
  #used: string[] | undefined;
  readonly #knowledge = new Knowledge((method, args) => this.#call(method, args));
  readonly #options: WorkspaceOptions;
  readonly #dispatch: Dispatch;
  /** Who does the jobs of service tasks, in all runs of this workspace. */
  readonly connectors = new Connectors();

  /** Made by `signalbox.workspace`. In a Worker, `dispatch` asks the page, where the connectors are. */
  constructor(core: Core, options: WorkspaceOptions, dispatch?: Dispatch) {
    this.#core = core;
    this.#options = options;
    this.#dispatch = dispatch ?? this.connectors.dispatcher();
    this.#id = core.call('workspace.open', { options });
    const id = this.#id;
    handles.register(this, () => closeQuietly(core, id), this);
  }

  /** A workspace of its own with the same options, connectors and files. */
  static beside(other: Workspace): Workspace {
    const copy = new Workspace(other.#core, other.#options, other.#dispatch);
    for (const { name } of other.files()) copy.put(name, other.text(name) ?? '');
    return copy;
  }

  /** Adds or replaces a file: its text, or its bytes in whatever encoding they declare. Returns its problems. */
  put(name: string, content: string | Uint8Array): Diagnostic[] {
    this.#edited();
    if (typeof content !== 'string') return this.#core.putBytes(this.#id, name, content);
    return this.#call('put', { name, text: content });
  }

  /** Removes a file; false when there was none. */
  remove(name: string): boolean {
    this.#edited();
    return this.#call('remove', { name });
  }

  files(): FileInfo[] {
    return this.#call('files');
  }

  /** The text of a file. */
  text(name: string): string | null {
    return this.#call('text', { name });
  }

  /**
   * All problems of all files, or of one. Texts in Python and JavaScript are checked when their module is here: see
   * `ready()` and the event `diagnostics`.
   */
  validate(file?: string): Diagnostic[] {
    const found = this.#call<Diagnostic[]>('validate', { file });
    if (this.#emitter.hears('diagnostics') && this.#missing().length > 0) this.ready().catch(() => {});
    return found;
  }

  processes(): ProcessInfo[] {
    return this.#call('processes');
  }

  collaborations(): CollaborationInfo[] {
    return this.#call('collaborations');
  }

  /** The decisions of all DMN files. */
  decisions(): DecisionInfo[] {
    return this.#call('decisions');
  }

  /** Makes a decision with these variables, required ones first. Fetches the language modules that the files need. */
  async decide(decision: string, data: Data = {}, options: DecisionOptions = {}): Promise<DecisionResult> {
    checkOptions('decide', options, { now: time, seed: count, globals: object });
    await this.#fetchLanguages();
    return this.#call('decide', { decision, data, options: { ...options, now: options.now ?? Date.now() } });
  }

  /**
   * Runs one script or expression of an element on these variables, without a run. Fetches the language modules that the
   * files need; host functions must answer at once.
   */
  async evaluate(text: TextPlace, data: Data = {}, options: EvaluateOptions = {}): Promise<Evaluation> {
    checkOptions('evaluate', options, { now: time, seed: count, globals: object, functions });
    await this.#fetchLanguages();
    const { functions: callable = {}, ...plain } = options;
    const given = { ...plain, now: plain.now ?? Date.now(), functions: Object.keys(callable) };
    const called = callableOf({ functions: callable }, new Acting(undefined, undefined), '');
    return this.#core.functions.during(called, () => this.#call('evaluate', { text, data, options: given }));
  }

  /** All elements and sequence flows that runs come through. */
  elements(): ElementSummary[] {
    return this.#call('elements');
  }

  /** The tests that stand in the diagrams, at script tasks. */
  unitTests(): UnitTestInfo[] {
    return this.#call('unitTests');
  }

  /** The tests among the files: of scripts, of processes, and recordings. */
  tests(): TestInfo[] {
    return findTests(this);
  }

  /** Runs one test by its id, some, or all; see `tests()`. */
  test(which?: string | string[]): Promise<TestReport> {
    return runTests(this, which);
  }

  /** What tests with these results came through, of all processes of the files. */
  coverage(results: TestResult[]): Coverage {
    return coverageOf(this, results);
  }

  /** How it was opened. */
  options(): WorkspaceOptions {
    return { ...this.#options };
  }

  /**
   * Fills in a Jinja template with data, as instructions and forms are: to preview it. Fetches the template engine.
   */
  async render(template: string, data: Data = {}, options: TemplateOptions = {}): Promise<Rendered> {
    checkOptions('render', options, { format: oneOf('markdown', 'json'), now: time });
    await this.#core.languages.load('jinja');
    return this.#call('render', { template, data, options: { now: Date.now(), ...options } });
  }

  /** What is known of an element without running it. */
  describe(element: string, file?: string): ElementInfo | null {
    return this.#call('describe', { element, file });
  }

  /**
   * Who uses what across all files: processes and who calls them, decisions, messages, signals, errors, escalations, data
   * and forms. What nobody uses has no uses; what no file has has no file. With an id: only what has it, of any kind.
   */
  references(id?: string): References[] {
    return this.#knowledge.references(id);
  }

  /**
   * What changes when an element gets another id: the texts of all files that refer to it. Nothing is changed; put the
   * texts to do so. Scripts, expressions and tests that name the id are told, and left as they are.
   */
  rename(request: RenameRequest): Renaming {
    checkOptions('rename', request, { file: text, from: text, to: text });
    return this.#knowledge.rename(request);
  }

  /**
   * The names that are known at an element or sequence flow: what scripts, forms, services, decisions and events before it
   * set, callers included. Texts of a language whose module is not here yet tell nothing: see `ready()`.
   */
  variables(element: string, file?: string): KnownVariable[] {
    return this.#knowledge.variables(element, file);
  }

  /**
   * The variables that are expected of an element: those after it read them and nothing in between sets them. Of a task of a
   * person that is what its form is to ask for, of a service what its answer is to hold; of a process (by its id) what
   * whoever starts it is to give. Texts of a language whose module is not here yet tell nothing: see `ready()`.
   */
  expected(element: string, where: Whereabouts = {}): ExpectedVariable[] {
    return this.#knowledge.expected(element, where);
  }

  /** What the payload of the message or signal that an element waits for is to hold: a JSON Schema. */
  expectedPayload(element: string, where: Whereabouts = {}): JsonSchema {
    return this.#knowledge.payload(element, where);
  }

  /** What the `process_model.json` files of SpiffArena say that are among the files. */
  processModels(): ProcessModelInfo[] {
    return this.#knowledge.processModels();
  }

  /** The languages that the texts are in and that come as modules: `python`, `javascript`. */
  languages(process?: string): string[] {
    return this.#call('languages', { process });
  }

  /** Waits until the modules of all languages in use are here. */
  async ready(): Promise<void> {
    if (await this.#fetchLanguages()) this.#emitter.emit('diagnostics', this.#call('validate'));
  }

  /** Creates an instance; nothing has run yet. Fetches the language modules that the files need. */
  async start(what: Startable, options: RunOptions = {}): Promise<Run> {
    checkOptions('start', options, startChecks);
    await this.#fetchLanguages();
    const [host, { event, clock: kind, ...plain }] = parted(options);
    const clock = new Clock(kind ? kind === 'real' : plain.now === undefined);
    const acting = new Acting(host.people, plain.identity);
    const workers = this.#workers(host);
    const callable = callableOf(workers, acting, processOf(what));
    const handlers = [...workers.handlers, ...storeNames(workers.stores)];
    const names = { functions: Object.keys(callable.functions), handlers };
    const now = plain.now ?? Date.now();
    const started: object = { ...plain, now, ...names, event: event && externalEvent(event) };
    const args = { ...startable(what), options: started as StartOptions };
    const opened = this.#core.functions.during(callable, () => this.#call<Opened>('start', args));
    const began = {
      what: startable(what),
      options: { ...plain, ...plainHost(host), now: opened.update.run.now },
      workspace: this.#options,
      ...(host.handlers && { handlers: Object.keys(host.handlers) }),
      ...(host.dataStores && { keptStores: Object.keys(host.dataStores) }),
    };
    const journal = plain.history === 'none' ? undefined : new Journal(began);
    return new Run(this.#core, opened, workers, clock, acting, journal, this.#model(opened, host.processModel));
  }

  /** Makes a run of what `run.save()` gave; connectors and functions are given again. */
  async restore(saved: Uint8Array, options: RunHost & { now?: number } = {}): Promise<Run> {
    const { now, ...host } = options;
    checkOptions('restore', options, { ...hostChecks, now: time });
    await this.#fetchLanguages();
    const { saved: run, journal } = splitJournal(saved);
    const opened = this.#core.restore<Opened>(this.#id, run);
    const behind = opened.update.run.now - (now ?? Date.now());
    const completions = this.#core.call<Completion[]>('run.completions', { run: opened.run });
    const acting = new Acting(host.people, opened.update.run.identity, completions);
    const clock = new Clock(now === undefined, Math.max(0, behind));
    const workers = this.#workers(host);
    journal?.restored(host, opened.update.run);
    return new Run(this.#core, opened, workers, clock, acting, journal, this.#model(opened, host.processModel));
  }

  /** The timer start events of executable processes, or of one process, with what their expressions give now. */
  async timerStarts(options: { process?: string; now?: number; globals?: object } = {}): Promise<TimerStart[]> {
    checkOptions('timerStarts', options, { process: text, now: time, globals: object });
    await this.#fetchLanguages();
    return this.#call('timerStarts', { ...options, now: options.now ?? Date.now() });
  }

  /** When a timer that was set at `since` is due for the `number`th time, from 0; null when it is not. */
  occurrence({ kind, value }: Pick<TimerStart, 'kind' | 'value'>, since: number, number: number): Occurrence | null {
    return this.#core.call('meta.occurrence', { kind, value, since, number });
  }

  /**
   * Starts instances when timer start events are due and when messages and signals come that start a process, and carries
   * messages between its instances: in real time, or in a time of its own when `now` is given.
   */
  schedule(options: ScheduleOptions<Run> = {}): Promise<Schedule<Run>> {
    return schedule(this, options);
  }

  /** Listens; returns a function that ends it. */
  on<Name extends keyof WorkspaceEvents>(event: Name, listener: (payload: WorkspaceEvents[Name]) => void): () => void {
    return this.#emitter.on(event, listener);
  }

  /** Gives memory back at once; without it, that happens when the workspace is no longer referred to. */
  close(): void {
    handles.unregister(this);
    closeQuietly(this.#core, this.#id);
  }

  #model({ update }: Opened, given: ProcessModelOptions | false | undefined): ProcessModelOptions | undefined {
    if (given !== undefined) return given || undefined;
    const models = this.processModels();
    const file = models.length > 0 && this.processes().find(({ id }) => id === update.run.process)?.file;
    return file ? nearestModel(models, file) : undefined;
  }

  #workers(host: Loose<RunHost>): Workers {
    const { connectors: given, handlers: does = {}, instance, people, identifiers } = host;
    const dispatch = typeof given === 'object' ? this.connectors.dispatcher(given) : (given ?? this.#dispatch);
    const handled = Object.keys(does).length > 0 ? withHandlers(does, dispatch) : dispatch;
    return {
      dispatch: handled,
      functions: functionsOf(host),
      handlers: Object.keys(does),
      stores: host.dataStores ?? {},
      instance,
      people,
      identifiers,
      expected: (element, where) => this.#knowledge.expected(element, where),
      payload: (element, where, awaited) => this.#knowledge.payload(element, where, awaited),
    };
  }

  #edited(): void {
    this.#used = undefined;
    this.#knowledge.outdate();
    this.#core.edits += 1;
  }

  #missing(): string[] {
    this.#used ??= this.languages();
    return this.#used.filter((name) => !this.#core.languages.has(name));
  }

  async #fetchLanguages(): Promise<boolean> {
    const missing = this.#missing().filter(isLanguage);
    await Promise.all(missing.map((name) => this.#fetchLanguage(name)));
    if (missing.length > 0) this.#knowledge.outdate();
    return missing.length > 0;
  }

  // Runs do without templates: a form tells that it could not be filled in.
  async #fetchLanguage(name: LanguageName): Promise<void> {
    const loading = this.#core.languages.load(name);
    await (name === 'jinja' ? loading.catch(() => {}) : loading);
  }

  #call<Result>(method: string, args: object = {}): Result {
    return this.#core.call(`workspace.${method}`, { workspace: this.#id, ...args });
  }
}

function closeQuietly(core: Core, workspace: number): void {
  try {
    core.call('workspace.close', { workspace });
  } catch {
    // The engine is gone, and the workspace with it.
  }
}
