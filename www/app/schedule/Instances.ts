/** The instances of a schedule in the order in which they began: why each began, and how it stands. */
import type { RemoteRun, Started } from 'signalbox';
import type { RunInfo } from '../../bpmn-js/session/types.ts';

/** Instances that have ended are forgotten, the oldest first, beyond this many. */
const ENDED = 500;

/** An instance as it is listed. */
export interface Instance extends Pick<RunInfo, 'status' | 'due'> {
  readonly number: number;
  readonly process: string;
  /** The start event; none where a person started it. */
  readonly element: string | undefined;
  /** Name of the message or signal that it began with. */
  readonly event: string | undefined;
  readonly at: number;
}

interface Entry {
  instance: Instance;
  run: RemoteRun;
  deafen: () => void;
}

/** Whether nothing will happen in it any more. */
export const isOver = ({ status }: Pick<Instance, 'status'>): boolean =>
  status === 'completed' || status === 'terminated';

export class Instances {
  readonly #entries = new Map<number, Entry>();
  #last = 0;

  constructor(
    private readonly changed: () => void,
    private readonly isShown: (run: RemoteRun) => boolean,
  ) {}

  get list(): readonly Instance[] {
    return [...this.#entries.values()].map(({ instance }) => instance).sort((a, b) => a.number - b.number);
  }

  run(number: number): RemoteRun | undefined {
    return this.#entries.get(number)?.run;
  }

  numberOf(run: unknown): number | undefined {
    for (const [number, entry] of this.#entries) if (entry.run === run) return number;
    return undefined;
  }

  /** Takes in a new instance. */
  async begun(run: RemoteRun, { process, element, at, event }: Omit<Started, 'element'> & { element?: string }) {
    const { status, due } = await run.info();
    const number = this.#last + 1;
    this.put(run, { number, process, element, event: event?.name, at, status, due });
    this.#forget();
  }

  /** Takes in an instance that was kept. */
  put(run: RemoteRun, instance: Instance): void {
    const deafen = run.on('changed', (info) => this.#hear(instance.number, info));
    this.#last = Math.max(this.#last, instance.number);
    this.#entries.set(instance.number, { instance, run, deafen });
    this.changed();
  }

  /** The next new instance gets the number after this one. */
  countFrom(last: number): void {
    this.#last = last;
  }

  /** Lets go of all of them. */
  clear(): void {
    for (const { run, deafen } of this.#entries.values()) {
      deafen();
      if (!this.isShown(run)) void run.close();
    }
    this.#entries.clear();
    this.#last = 0;
  }

  #hear(number: number, { status, due, past }: RunInfo): void {
    const entry = this.#entries.get(number);
    if (!entry || past) return;
    entry.instance = { ...entry.instance, status, due };
    this.changed();
  }

  #forget(): void {
    const ended = [...this.#entries.values()].filter(({ instance, run }) => isOver(instance) && !this.isShown(run));
    for (const { instance, run, deafen } of ended.slice(0, Math.max(ended.length - ENDED, 0))) {
      deafen();
      void run.close();
      this.#entries.delete(instance.number);
    }
  }
}
