/** An instance in a schedule: what is heard of it, and the signals it has thrown. */
import type { ExternalEvent, LogEntry, Task } from '../contract/types.js';
import type { Follower } from '../time/follow.js';
import type { HostedRun } from './hosted.js';

export class Member {
  /** Drives it, where its clock is real. */
  follower: Follower | undefined;
  readonly #run: HostedRun;
  readonly #unlisten: (() => void)[];
  /** The part of its log whose signals have been carried on. */
  #carried: number;
  #signalled = false;
  readonly #ready: number[] = [];
  readonly #available = new Set<number>();

  constructor(run: HostedRun, length: number, changed: () => void) {
    this.#run = run;
    this.#carried = length;
    this.#unlisten = [run.on('events', (entries) => this.#hear(entries)), run.on('changed', changed)];
  }

  /**
   * What it has thrown for others since the last call: what nobody in it caught, and every signal, for a signal that is caught
   * inside is meant for everybody outside as well.
   */
  async thrown(): Promise<ExternalEvent[]> {
    const uncaught = await this.#run.events();
    if (!this.#signalled) return uncaught;
    this.#signalled = false;
    const entries = (await this.#run.messages()).filter(({ position }) => position > this.#carried);
    this.#carried = entries.at(-1)?.position ?? this.#carried;
    const signals = entries.filter(({ type, sender, status }) => type === 'signal' && sender && status === 'completed');
    const caught = signals.map(({ name, payload }): ExternalEvent => ({ type: 'signal', name: name ?? '', payload }));
    return [...uncaught, ...caught];
  }

  /** Tasks that became ready since the last call and are to start a process model then. */
  async available(): Promise<Task[]> {
    const tasks = await Promise.all(this.#ready.splice(0).map((id) => this.#run.tasks({ id })));
    const found = tasks.flat().filter(({ id, state, processToStart }) => {
      return processToStart !== null && state === 'READY' && !this.#available.has(id);
    });
    for (const { id } of found) this.#available.add(id);
    return found;
  }

  leave(): void {
    for (const end of this.#unlisten) end();
    this.follower?.stop();
  }

  #hear(entries: readonly LogEntry[]): void {
    this.#signalled ||= entries.some(({ type }) => type === 'eventCaught');
    const ready = entries.filter(({ type }) => type === 'elementReady' || type === 'elementActivated');
    this.#ready.push(...ready.flatMap(({ task }) => task ?? []));
  }
}
