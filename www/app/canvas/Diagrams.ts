/** The editors of the page: one for each file that was shown, so that each keeps its own undo, zoom and selection. */
import type { Session } from '../../bpmn-js/session/Session.ts';
import { type FileKind, kindOf } from '../workbench/files.ts';
import type { Workbench } from '../workbench/Workbench.ts';
import type { Drawn } from './Drawn.ts';

export class Diagrams {
  readonly #open = new Map<string, Drawn>();
  readonly #waiting = new Map<string, ((drawn: Drawn) => void)[]>();
  readonly #makers: Partial<Record<FileKind, (name: string, session: Promise<Session>) => Drawn>> = {};
  #session = deferred<Session>();

  constructor(private readonly workbench: Workbench) {}

  /** Fetches the editor of a kind of files, which is large and not needed for the first page. */
  async prepared(kind: FileKind = 'bpmn'): Promise<void> {
    if (kind === 'bpmn') {
      const { Diagram } = await import('./Diagram.ts');
      this.#makers.bpmn = (name, session) => new Diagram(name, this.workbench, session);
    } else if (kind === 'dmn') {
      const { DecisionFile } = await import('../decisions/DecisionFile.ts');
      this.#makers.dmn = (name) => new DecisionFile(name, this.workbench);
    }
  }

  /** The engine is there. */
  connect(session: Session): void {
    this.#session.resolve(session);
  }

  get(name: string): Drawn | undefined {
    return this.#open.get(name);
  }

  /** Resolves once the engine has what all editors show. */
  async tell(): Promise<void> {
    await Promise.all([...this.#open.values()].map((drawn) => drawn.tell()));
  }

  /** The diagram of a file, made when it is shown for the first time; nothing before its editor is here. */
  show(name: string, text: string, place: HTMLElement, properties: HTMLElement): Drawn | undefined {
    const diagram = this.#open.get(name) ?? this.#makers[kindOf(name)]?.(name, this.#session.promise);
    if (!diagram) return undefined;
    if (!this.#open.has(name)) void diagram.load(text);
    this.#open.set(name, diagram);
    diagram.attach(place, properties);
    for (const resolve of this.#waiting.get(name) ?? []) resolve(diagram);
    this.#waiting.delete(name);
    return diagram;
  }

  /** The diagram of a file, once it is shown and read. */
  async shown(name: string): Promise<Drawn | undefined> {
    const diagram =
      this.#open.get(name) ??
      (await new Promise<Drawn>((resolve) => {
        this.#waiting.set(name, [...(this.#waiting.get(name) ?? []), resolve]);
      }));
    await diagram.loaded;
    return diagram;
  }

  /** Gives a shown file another text. */
  async replace(name: string, text: string): Promise<void> {
    await this.#open.get(name)?.load(text, true);
  }

  drop(name: string): void {
    this.#open.get(name)?.destroy();
    this.#open.delete(name);
  }

  /** Forgets all diagrams; those made from now on wait for another session. */
  dropAll(): void {
    for (const name of [...this.#open.keys()]) this.drop(name);
    this.#session = deferred<Session>();
  }
}

interface Deferred<Value> {
  promise: Promise<Value>;
  resolve: (value: Value) => void;
}

/** A promise that somebody else keeps. */
function deferred<Value>(): Deferred<Value> {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((keep) => {
    resolve = keep;
  });
  return { promise, resolve };
}
