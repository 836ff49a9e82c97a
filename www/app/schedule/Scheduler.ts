/**
 * The schedule of the page: processes begin by their timers, messages and signals, on a clock of its own or in real time.
 * The engine's schedule does all of it; this starts and stops it, tells how it stands, and keeps it for the next visit.
 */
import type { KeptMessage, RemoteRun, RemoteWorkspace, Schedule, ScheduledTimer } from 'signalbox';
import type { Session, SessionHost } from '../../bpmn-js/session/Session.ts';
import type { KeptSchedule } from '../workbench/storage.ts';
import { type Instance, Instances, isOver } from './Instances.ts';

/** Into as many pieces a long time is cut, so that it shows progress and can be stopped. */
const PIECES = 100;
/** Milliseconds of quiet before the schedule is kept. */
const PAUSE = 500;

export interface ScheduleState {
  /** Whether it runs; `advancing` while time passes that was asked for. */
  readonly phase: 'off' | 'beginning' | 'on' | 'advancing';
  readonly real: boolean;
  readonly now: number;
  readonly timers: readonly ScheduledTimer[];
  /** Messages that nobody has taken yet. */
  readonly messages: readonly KeptMessage[];
  readonly instances: readonly Instance[];
}

const OFF: ScheduleState = { phase: 'off', real: false, now: 0, timers: [], messages: [], instances: [] };

/** What a schedule needs of the page. */
export interface Surroundings {
  session(): Session | undefined;
  host(): SessionHost;
  keep(kept: KeptSchedule | undefined): Promise<void>;
  report(error: unknown): void;
}

export class Scheduler {
  readonly #listeners = new Set<() => void>();
  readonly #instances: Instances;
  #workspace: RemoteWorkspace | undefined;
  #schedule: Schedule<RemoteRun> | undefined;
  #state: ScheduleState = OFF;
  #stop = false;
  #frame = 0;
  #keeping = 0;
  #saving = false;
  #reading = 0;
  /** How often it began or ended. */
  #turns = 0;

  constructor(private readonly around: Surroundings) {
    this.#instances = new Instances(
      () => this.#tell(),
      (run) => this.#isShown(run),
    );
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly snapshot = (): ScheduleState => this.#state;

  /** When something is due next, in a timer or in an instance; undefined: nothing is. */
  get due(): number | undefined {
    const { timers, instances } = this.#state;
    const all = [...timers, ...instances.filter((instance) => !isOver(instance))].flatMap(({ due }) => due ?? []);
    return all.length > 0 ? all.reduce((first, due) => Math.min(first, due)) : undefined;
  }

  /** The engine is there; what was kept goes on. */
  async connect(workspace: RemoteWorkspace, kept: KeptSchedule | undefined): Promise<void> {
    this.#workspace = workspace;
    if (!kept) return;
    await this.#begin(kept.real ? undefined : 0, kept);
    // Instances that begin while the engine catches up with real time come behind those that were kept.
    const live = this.#schedule?.runs() ?? [];
    for (const { instance, bytes } of kept.instances) {
      const run = bytes ? await this.#restored(workspace, bytes) : live.shift();
      if (run) this.#instances.put(run, instance);
    }
  }

  /** Begins at a time of its own, or in real time. */
  async begin(now: number | undefined): Promise<void> {
    try {
      await this.#begin(now);
    } catch (error) {
      this.#end();
      this.around.report(error);
    }
  }

  /** Ends the schedule; its instances are gone, except the one that is shown. */
  async end(): Promise<void> {
    this.#end();
    await this.around.keep(undefined);
  }

  /** The engine is about to go: what there is is kept, to be gone on with. */
  async disconnect(): Promise<void> {
    await this.#keep();
    this.#end();
  }

  /** Lets time pass, piece by piece; `stop` ends it after the piece at hand. */
  async advance(milliseconds: number): Promise<void> {
    const schedule = this.#schedule;
    if (!schedule || this.#state.phase !== 'on') return;
    this.#stop = false;
    this.#set({ phase: 'advancing' });
    const end = schedule.now() + milliseconds;
    try {
      while (schedule === this.#schedule && schedule.now() < end && !this.#stop) {
        const left = end - schedule.now();
        const next = (this.due ?? end) - schedule.now();
        await schedule.advance(Math.min(left, Math.max(next, Math.ceil(milliseconds / PIECES))));
        this.#look();
      }
    } catch (error) {
      this.around.report(error);
    }
    if (schedule === this.#schedule) this.#set({ phase: 'on' });
  }

  stop(): void {
    this.#stop = true;
  }

  /** Lets time pass until something is due. */
  async toNext(): Promise<void> {
    const { due } = this;
    if (due !== undefined) await this.advance(Math.max(due - this.#state.now, 1));
  }

  /** Sends a message or signal; tells in a sentence what became of it. */
  async send(kind: 'message' | 'signal', name: string, payload: object): Promise<string> {
    const event = kind === 'message' ? { message: name, payload } : { signal: name, payload };
    const sent = await this.#schedule?.send(event);
    const numbers = (sent?.runs ?? []).map((run) => this.#instances.numberOf(run)).join(', ');
    if (sent?.status === 'started') return `The ${kind} "${name}" started instance ${numbers}.`;
    if (sent?.status === 'completed') return `Instance ${numbers} received the ${kind} "${name}".`;
    return `${sent?.reason ?? ''} ${sent?.status === 'kept' ? 'It is kept until somebody waits for it.' : ''}`.trim();
  }

  /** Starts an instance by hand; it takes part like those that begin by themselves. */
  async start(process: string): Promise<void> {
    const [workspace, schedule] = [this.#workspace, this.#schedule];
    if (!workspace || !schedule) return;
    try {
      const at = schedule.now();
      const clock = this.#state.real ? 'real' : 'virtual';
      const run = await workspace.start({ process }, { ...this.around.host(), now: at, clock });
      await this.#instances.begun(run, { process, at });
      await schedule.add(run);
      await run.continue();
    } catch (error) {
      this.around.report(error);
    }
  }

  /** Shows an instance as the run of the page; false when there is none of that number. */
  async open(number: number): Promise<boolean> {
    const run = this.#instances.run(number);
    const instance = this.#instances.list.find((known) => known.number === number);
    if (!run || !instance) return false;
    const { process, element, at } = instance;
    await this.around.session()?.show(run, { what: { process }, now: at, ...(element && { startEvent: element }) });
    return true;
  }

  /** Number of the instance that is shown. */
  get shown(): number | undefined {
    return this.#instances.numberOf(this.around.session()?.run?.engineRun);
  }

  /** Diagrams were edited: their start events may say something else. */
  edited(): void {
    clearTimeout(this.#reading);
    if (this.#schedule)
      this.#reading = window.setTimeout(
        () => void this.#schedule?.refresh().catch((error) => this.around.report(error)),
        PAUSE,
      );
  }

  async #begin(now: number | undefined, kept?: KeptSchedule): Promise<void> {
    this.#end();
    if (!this.#workspace) return;
    this.#instances.countFrom(Math.max(0, ...(kept?.instances ?? []).map(({ instance }) => instance.number)));
    this.#set({ phase: 'beginning', real: now === undefined });
    const turn = this.#turns;
    const schedule = await this.#workspace.schedule({
      ...(now === undefined ? {} : { now }),
      ...(kept && { saved: kept.bytes }),
      missed: 'latest',
      run: this.around.host(),
      onStart: (run, started) => this.#instances.begun(run, started),
    });
    // It was ended, or begun anew, before the engine had begun it.
    if (turn !== this.#turns) return schedule.stop();
    this.#schedule = schedule;
    schedule.on('changed', () => {
      this.#tell();
      this.#keepSoon();
    });
    schedule.on('failed', (error) => this.around.report(error));
    this.#set({ phase: 'on' });
    this.#look();
    this.#keepSoon();
  }

  #end(): void {
    this.#stop = true;
    this.#turns++;
    clearTimeout(this.#keeping);
    clearTimeout(this.#reading);
    this.#schedule?.stop();
    this.#schedule = undefined;
    this.#instances.clear();
    this.#set(OFF);
  }

  async #restored(workspace: RemoteWorkspace, bytes: Uint8Array): Promise<RemoteRun> {
    const { identity: _, ...host } = this.around.host();
    return workspace.restore(bytes, host);
  }

  #isShown(run: RemoteRun): boolean {
    const session = this.around.session();
    return session?.run?.engineRun === run || (session?.branches.includes(run) ?? false);
  }

  // Time that passes changes much; it is told once per frame.
  #tell(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#look();
    });
  }

  #look(): void {
    const schedule = this.#schedule;
    if (!schedule) return;
    const instances = this.#instances.list;
    this.#set({ now: schedule.now(), timers: schedule.timers(), messages: schedule.messages(), instances });
  }

  #set(change: Partial<ScheduleState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of [...this.#listeners]) listener();
  }

  #keepSoon(): void {
    if (this.#saving) return;
    clearTimeout(this.#keeping);
    this.#keeping = window.setTimeout(() => void this.#keep().catch((error) => this.around.report(error)), PAUSE);
  }

  /** Instances that live are in the bytes of the schedule, in its order; those that ended are kept one by one. */
  async #keep(): Promise<void> {
    const schedule = this.#schedule;
    if (!schedule) return;
    this.#saving = true;
    try {
      // An instance that is looked at in the past cannot be saved there; all are kept when it is back.
      if (this.shown !== undefined && this.around.session()?.view?.info.past) return;
      const bytes = await schedule.save();
      const numbers = schedule.runs().map((run) => this.#instances.numberOf(run));
      const known = new Map(this.#instances.list.map((instance) => [instance.number, instance]));
      const live = numbers.flatMap((number) => known.get(number ?? 0) ?? []).map((instance) => ({ instance }));
      const ended: KeptSchedule['instances'] = [];
      for (const instance of known.values()) {
        if (numbers.includes(instance.number)) continue;
        const saved = await this.#instances.run(instance.number)?.save();
        if (saved) ended.push({ instance, bytes: saved });
      }
      if (schedule === this.#schedule)
        await this.around.keep({ bytes, real: this.#state.real, instances: [...ended, ...live] });
    } finally {
      this.#saving = false;
    }
  }
}
