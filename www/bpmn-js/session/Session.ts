/**
 * What several diagrams of one workspace share: its problems, its run and its breakpoints. It knows no diagram and no
 * page; both draw what it tells them.
 */

import { Emitter } from '../util/Emitter.js';
import type { EngineRun, EngineWorkspace } from './contract.js';
import { type Difference, Marked } from './Marked.js';
import { Queue } from './Queue.js';
import { RunControl } from './RunControl.js';
import type { RunView } from './RunView.js';
import { Tests, type TestView } from './Tests.js';
import type {
  CollaborationInfo,
  Diagnostic,
  FileInfo,
  ProcessInfo,
  RebindResult,
  RunOptions,
  Startable,
} from './types.js';

/** What a session tells. */
export interface SessionEvents {
  /** The problems of all files are known anew. */
  problems: readonly Diagnostic[];
  /** The list of files and processes changed. */
  files: readonly ProcessInfo[];
  /** The run looks different; undefined: there is none. */
  run: RunView | undefined;
  /** Whether runs go on by themselves when a timer is due. */
  following: boolean;
  /** A command is at work. */
  busy: boolean;
  /** The elements at which a run stops. */
  breakpoints: readonly string[];
  /** The run parted, or another branch is looked at. */
  branches: readonly EngineRun[];
  /** Tests are known, run, or have ended. */
  tests: TestView;
  /** Another position is compared, or the one looked at differs in something else. */
  difference: Difference | undefined;
  /** Why the run does not go over to the edited diagram; undefined: nothing is in the way. */
  rebind: RebindResult | undefined;
  /** A command was refused; the run is as it was before. */
  failed: unknown;
}

/** What is given to every run beside its request. Plain data. */
export type SessionHost = Pick<RunOptions, 'people' | 'arena' | 'identity'>;

/** What a run is started with. */
export interface StartRequest extends Pick<RunOptions, 'data' | 'startEvent' | 'event' | 'now' | 'seed'> {
  what: Startable;
}

export class Session extends Emitter<SessionEvents> {
  problems: readonly Diagnostic[] = [];
  processes: readonly ProcessInfo[] = [];
  collaborations: readonly CollaborationInfo[] = [];
  files: readonly FileInfo[] = [];
  busy = false;
  /** Whether runs go on by themselves when a timer is due. */
  following = false;
  /** The branches of the run, oldest first; none while it never parted. */
  branches: readonly EngineRun[] = [];
  /** The branch that is looked at. */
  branch: EngineRun | undefined;
  /** What keeps the run from going over to the edited diagram. */
  blocked: RebindResult | undefined;
  /** How the current run was started, so that it can be restarted. */
  request: StartRequest | undefined;

  /** What the page gives to every run: people, functions, who starts it. */
  host: () => SessionHost = () => ({});
  /** The files as they were given to the engine, and when it has taken them in. */
  readonly #texts = new Map<string, { text: string; taken: Promise<void> }>();
  readonly #breakpoints = new Set<string>();
  readonly #editors = new Set<() => Promise<void>>();
  /** Runs that somebody else has: they are shown, and never closed from here. */
  readonly #lent = new WeakSet<EngineRun>();
  #control: RunControl | undefined;
  #validation = 0;
  #validated: Promise<void> = Promise.resolve();
  /** One run comes after the other: a start waits for another run that is brought back, say. */
  readonly #runs = new Queue({
    busy: (busy) => this.#setBusy(busy),
    failed: (error) => this.emit('failed', error),
    done: () => {},
  });
  /** Whether files changed since the run was bound to them. */
  #stale = false;
  /** Whether the run stays on the version it has. */
  #keeps = false;

  /** The tests among the files. */
  readonly tests: Tests;
  readonly #marked = new Marked(
    (difference) => this.emit('difference', difference),
    (error) => this.emit('failed', error),
  );

  constructor(readonly workspace: EngineWorkspace) {
    super();
    this.tests = new Tests(
      workspace,
      (view) => this.emit('tests', view),
      (error) => this.emit('failed', error),
    );
    // A text in a language that is not here yet fetches it; what the language has to say comes afterwards.
    void workspace.on('diagnostics', () => void this.validate().catch((error) => this.emit('failed', error)));
  }

  /** The run, when there is one. */
  get run(): RunControl | undefined {
    return this.#control;
  }
  get view(): RunView | undefined {
    return this.#control?.view;
  }
  /** Whether the run stands on another version of the diagram than the one that is drawn. */
  get behind(): boolean {
    return this.blocked !== undefined || (this.#keeps && this.#stale);
  }
  /** What the position looked at differs in from the one that is marked. */
  get difference(): Difference | undefined {
    return this.#marked.difference;
  }
  get breakpoints(): readonly string[] {
    return [...this.#breakpoints];
  }

  /** Lets `tell` put what an editor has not yet put before anything is done with the texts; gives what ends that. */
  asksFirst(tell: () => Promise<void>): () => void {
    this.#editors.add(tell);
    return () => void this.#editors.delete(tell);
  }

  /** Resolves once the engine has all texts as their editors show them. */
  async told(): Promise<void> {
    await Promise.all([...this.#editors].map((tell) => tell()));
  }

  /** Gives a file its text, goes over to it with the run, and finds the problems of all files again. */
  put(name: string, text: string): Promise<void> {
    const known = this.#texts.get(name);
    if (known?.text === text) return known.taken;
    const taken = this.#put(name, text);
    this.#texts.set(name, { text, taken });
    return taken;
  }

  async #put(name: string, text: string): Promise<void> {
    this.tests.outdate();
    await this.workspace.put(name, text);
    await this.#edited();
    await this.validate();
  }

  /** Gives several files their texts at once. */
  async putAll(files: readonly { name: string; text: string }[]): Promise<void> {
    for (const { name, text } of files) this.#texts.set(name, { text, taken: Promise.resolve() });
    await Promise.all(files.map(({ name, text }) => this.workspace.put(name, text)));
    await this.#edited();
    await this.validate();
  }

  async remove(name: string): Promise<void> {
    this.#texts.delete(name);
    await this.workspace.remove(name);
    await this.#edited();
    await this.validate();
  }

  /** Goes over to the edited diagram with tokens moved: element they stand on to another, or to null to drop a listener. */
  async rebind(move: Record<string, string | null> = {}): Promise<void> {
    this.#keeps = false;
    this.#stale = true;
    await this.#bind(move);
  }

  /** Lets the run stay on the version of the diagram it has. */
  keepVersion(): void {
    this.#keeps = true;
    this.#stale = true;
    this.#setBlocked(undefined);
  }

  /** Asks for the problems; where a newer question has overtaken this one, its answer is waited for. */
  validate(): Promise<void> {
    this.#validated = this.#validate(++this.#validation);
    return this.#validated;
  }

  async #validate(validation: number): Promise<void> {
    const { workspace } = this;
    const [problems, files, processes, collaborations] = await Promise.all([
      workspace.validate(),
      workspace.files(),
      workspace.processes(),
      workspace.collaborations(),
    ]);
    if (validation !== this.#validation) return this.#validated;
    Object.assign(this, { problems, files, processes, collaborations });
    this.emit('problems', problems);
    this.emit('files', processes);
  }

  /** Name of the file that `process` is in. */
  fileOf(process: string): string | undefined {
    return this.processes.find((known) => known.id === process)?.file;
  }

  /** Starts a process; a run that stands is put away. */
  async start(request: StartRequest): Promise<void> {
    const { what, ...options } = request;
    await this.#runs.do(async () => {
      await this.told();
      const run = await this.workspace.start(what, { ...this.host(), ...options });
      this.request = request;
      await this.#adopt(run);
    });
  }

  /** Starts the same process with the same data again. */
  async restart(): Promise<void> {
    if (this.request) await this.start(this.request);
  }

  /** Brings back a run from its saved bytes; of several branches, `current` is the one to look at. */
  async restore(saved: Uint8Array | readonly Uint8Array[], request?: StartRequest, current = 0): Promise<void> {
    await this.#runs.do(async () => {
      const { identity: _, ...host } = this.host();
      const branches: EngineRun[] = [];
      for (const bytes of saved instanceof Uint8Array ? [saved] : saved)
        branches.push(await this.workspace.restore(bytes, host));
      const run = branches[current] ?? branches[0];
      if (!run) return;
      this.request = request;
      await this.#adopt(run);
      if (branches.length > 1) this.#setBranches(branches, run);
      // It may have been kept on an earlier version of a diagram.
      await this.#edited();
    });
  }

  /** Shows a run that somebody else has and keeps, such as an instance of a schedule; a restart makes one of its own. */
  async show(run: EngineRun, request: StartRequest): Promise<void> {
    await this.#runs.do(async () => {
      if (this.branch === run || this.#control?.engineRun === run) return;
      this.#lent.add(run);
      await this.#adopt(run);
      this.request = request;
      // It may stand on an earlier version of a diagram.
      await this.#edited();
    });
  }

  /** Lets this run and later ones go on by themselves when a timer is due, or no more. */
  async follow(on: boolean): Promise<void> {
    this.following = on;
    this.emit('following', on);
    await this.#control?.follow(on);
  }

  /** Compares the position looked at with `position` from now on; with nothing no longer. */
  mark(position: number | undefined): void {
    this.#marked.mark(position, this.#control);
  }

  /** Puts the run away. */
  async end(): Promise<void> {
    await this.#runs.do(async () => {
      const closing = this.#close();
      this.#control = undefined;
      this.mark(undefined);
      this.#setBlocked(undefined);
      this.emit('run', undefined);
      await closing;
    });
  }

  /** Sets or removes the breakpoint of an element. */
  toggleBreakpoint(element: string): void {
    if (!this.#breakpoints.delete(element)) this.#breakpoints.add(element);
    this.setBreakpoints([...this.#breakpoints]);
  }

  setBreakpoints(elements: readonly string[]): void {
    this.#breakpoints.clear();
    for (const element of elements) this.#breakpoints.add(element);
    void this.#control?.breakpoints(this.breakpoints);
    this.emit('breakpoints', this.breakpoints);
  }

  /** Turns to another branch of the run. */
  async turnTo(branch: EngineRun): Promise<void> {
    await this.#control?.turnTo(branch);
    this.#setBranches(this.branches, branch);
  }

  async #edited(): Promise<void> {
    this.#stale = true;
    if (!this.#control) return;
    try {
      await this.workspace.ready();
    } catch (error) {
      this.emit('failed', error);
    }
    await this.#bind();
  }

  // In the past nothing is bound: that waits until the run is looked at in the present again.
  async #bind(move: Record<string, string | null> = {}): Promise<void> {
    if (!this.#stale || this.#keeps || !this.#control || this.view?.info.past) return;
    this.#stale = false;
    const result = await this.#control.rebind({ move });
    if (result) this.#setBlocked(result.bound ? undefined : result);
  }

  #setBlocked(blocked: RebindResult | undefined): void {
    if (this.blocked === blocked) return;
    this.blocked = blocked;
    this.emit('rebind', blocked);
  }

  async #adopt(run: EngineRun): Promise<void> {
    await this.#close();
    this.mark(undefined);
    this.#stale = false;
    this.#keeps = false;
    this.#setBlocked(undefined);
    const control = new RunControl(run, {
      changed: (view) => {
        // What a run that was put away still finishes is not shown any more.
        if (this.#control !== control) return;
        this.emit('run', view);
        this.#marked.look(this.#control, view);
        if (this.#stale) void this.#bind();
      },
      busy: (busy) => this.#setBusy(busy),
      failed: (error) => this.emit('failed', error),
      branched: (left, entered) =>
        this.#setBranches([...(this.branches.length > 0 ? this.branches : [left]), entered], entered),
    });
    this.#control = control;
    if (this.#breakpoints.size > 0) await control.breakpoints(this.breakpoints);
    await control.open();
    if (this.following) await control.follow(true);
  }

  async #close(): Promise<void> {
    const others = this.branches.filter((branch) => branch !== this.branch);
    this.#setBranches([], undefined);
    await this.#control?.close((run) => this.#release(run));
    for (const branch of others) await this.#release(branch);
  }

  /** A run that is lent is left to whoever has it, in the present. */
  async #release(run: EngineRun): Promise<void> {
    if (!this.#lent.has(run)) return run.close();
    const { past, length } = await run.info();
    if (past) await run.checkout(length);
  }

  #setBranches(branches: readonly EngineRun[], current: EngineRun | undefined): void {
    Object.assign(this, { branches, branch: current });
    this.emit('branches', branches);
  }

  #setBusy(busy: boolean): void {
    this.busy = busy;
    this.emit('busy', busy);
  }
}
