/** Other ids for elements, in all files that name them: by a person's wish, or because an editor gave one. */
import type { Workbench } from '../workbench/Workbench.ts';
import { type NewId, type NewText, SharedStep } from './SharedStep.ts';

/** A file whose editor gave an element another id by itself. */
export interface IdGiven extends NewId {
  readonly before: string;
  readonly after: string;
}

export class Renames {
  readonly #steps: SharedStep[] = [];

  constructor(private readonly workbench: Workbench) {}

  /** Gives an element another id, in all files: one step back in any of them, or in the message, takes everything back. */
  async rename(id: NewId): Promise<void> {
    await this.workbench.diagrams.tell();
    const { changes, mentions } = await this.#workspace().rename(id);
    const step = await this.#step(id, changes);
    const { from, to } = id;
    const left =
      mentions.length > 0 ? ` ${mentions.length} scripts or tests name ${from} and were left as they are.` : '';
    this.#tell(step, `${from} is ${to} now, in ${counted(changes)}.${left}`);
  }

  /**
   * An editor gave an element another id: where other files name it, they follow. Is that an earlier step being taken back
   * or done again, the same happens to it. To be called before the engine knows the new text.
   */
  async given({ before, after, ...id }: IdGiven): Promise<void> {
    const { file, from, to } = id;
    const { session } = this.workbench;
    if (!session) return;
    const earlier = this.#steps.findLast(
      (step) => step.id.file === file && [step.id.from, step.id.to].sort().join() === [from, to].sort().join(),
    );
    if (earlier) return earlier.follow(file, earlier.id.to === to);
    const { changes } = await session.workspace.rename(id);
    const others = changes.filter((change) => change.file !== file);
    if (others.length === 0) return;
    const step = await this.#step(id, others);
    const drawn = this.workbench.diagrams.get(file);
    if (drawn) step.own({ file, before, after, drawn });
    this.#tell(step, `${from} is ${to} now, also in ${others.map((other) => other.file).join(', ')}.`);
  }

  async #step(id: NewId, changes: readonly NewText[]): Promise<SharedStep> {
    const ask = async (asked: NewId) => (await this.#workspace().rename(asked)).changes;
    const step = new SharedStep(this.workbench, id, ask);
    this.#steps.push(step);
    for (const change of changes) await step.take(change);
    return step;
  }

  #tell(step: SharedStep, text: string): void {
    const undo = () => void step.turn(false).catch(this.workbench.report);
    this.workbench.toast(text, { label: 'Undo', act: undo });
  }

  #workspace() {
    const workspace = this.workbench.session?.workspace;
    if (!workspace) throw new Error('The engine is not here yet.');
    return workspace;
  }
}

function counted(changes: readonly NewText[]): string {
  return changes.length === 1 ? '1 file' : `${changes.length} files`;
}
