/** What a run is asked: answers change nothing, so that nobody waits for a command; a run that is put away has none. */
import type { RemoteRun, Run, SentEvent } from 'signalbox';
import type { Awaitable, EngineRun } from './contract.js';
import type { Assignment, Comparison, Form, LedgerEntry, Metadata, Persona, Provenance, TaskDetail } from './types.js';

export class RunQuestions {
  protected closed = false;

  constructor(protected run: EngineRun) {}

  /** The engine's run: of the branch that is looked at. */
  get engineRun(): EngineRun {
    return this.run;
  }

  /** Who may do the tasks that are ready, as one person sees it. */
  assignments(as?: string | Persona): Awaitable<Assignment[]> {
    return this.run.assignments(as);
  }

  /** Everything about one task. */
  async task(task: number): Promise<TaskDetail | null> {
    return this.closed ? null : this.run.task(task);
  }

  /** Instructions and form of a task. */
  async form(task: number): Promise<Form | null> {
    return this.closed ? null : this.run.form(task);
  }

  /** Data that somebody might enter in the form of a task. */
  async example(task: number): Promise<Record<string, unknown> | null> {
    return this.closed ? null : this.run.example(task);
  }

  /** A message or signal that would let a waiting task go on. */
  async exampleEvent(task: number): Promise<SentEvent | null> {
    return this.closed ? null : this.run.exampleEvent(task);
  }

  /** What this branch, as it is looked at, and the end of another one differ in; this one is on the left. */
  async compare(other: EngineRun): Promise<Comparison> {
    // Branches of one run live in the same thread, so that one is what the other takes.
    const { length } = await other.info();
    return this.run.compare(other as Run & RemoteRun, { otherPosition: length });
  }

  /** What two positions of this branch differ in; `from` is on the left. */
  async difference(from: number, to: number): Promise<Comparison> {
    return this.run.difference(from, to);
  }

  /** Why an element or a task stands where it stands, in sentences. */
  async explain(subject: number | string): Promise<string[]> {
    return this.closed ? [] : this.run.explain(subject);
  }

  /** For each variable of a task the task that wrote it last, and what was lost against it at joins. */
  async provenance(task: number): Promise<Provenance[]> {
    return this.closed ? [] : ((await this.run.provenance(task)) ?? []);
  }

  /** The values that describe the run, as its process model asks for them. */
  async metadata(): Promise<Metadata[]> {
    return this.closed ? [] : this.run.metadata();
  }

  /** Every message, signal, error and escalation, with what became of it. */
  async messages(): Promise<LedgerEntry[]> {
    return this.closed ? [] : this.run.messages();
  }

  /** Values of the data stores. */
  async dataStores() {
    return this.closed ? {} : this.run.dataStores();
  }

  /** Instances of one element, finished ones too. */
  async instances(element: string) {
    return this.closed ? [] : this.run.tasks({ element, finished: true });
  }

  /** The run as a test: a recording, or in one of SpiffArena's formats. In the past, the run up to there. */
  async record(form: 'recording' | 'processModel' | 'fixture' | 'bpmn', name?: string): Promise<string | undefined> {
    if (this.closed) return undefined;
    const options = name === undefined ? {} : { name };
    if (form !== 'recording') return this.run.recordFor(form, options);
    return `${JSON.stringify(await this.run.record(options), undefined, 2)}\n`;
  }

  /** The run as bytes, for keeping. */
  async save(): Promise<Uint8Array | undefined> {
    return this.closed ? undefined : this.run.save();
  }
}
