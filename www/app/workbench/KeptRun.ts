/**
 * What is kept of the run: all its branches, and where a person looks. A branch that stands in the past cannot be saved
 * there, so the last bytes of each branch are remembered.
 */
import type { EngineRun } from '../../bpmn-js/session/contract.ts';
import type { Session } from '../../bpmn-js/session/Session.ts';
import type { SavedRun } from './storage.ts';

export class KeptRun {
  #saves = new Map<EngineRun, { bytes: Uint8Array; length: number }>();

  /** The run as it is to be kept; undefined when there is none, null when what is kept already must do for now. */
  async of(session: Session): Promise<SavedRun | undefined | null> {
    const { run, view, request } = session;
    if (!run || !view) {
      this.#saves.clear();
      return undefined;
    }
    const current = run.engineRun;
    const branches = session.branches.length > 0 ? session.branches : [current];
    const past = view.info.past ? view.info.position : undefined;
    const saved: Uint8Array[] = [];
    for (const branch of branches) {
      const bytes = await this.#save(branch, branch === current && past !== undefined);
      if (bytes) saved.push(bytes);
    }
    if (saved.length < branches.length) return null;
    return { branches: saved, current: branches.indexOf(current), request, position: past };
  }

  /** The bytes of a branch: those of before when it has not grown, or is looked at in the past. */
  async #save(branch: EngineRun, looking: boolean): Promise<Uint8Array | undefined> {
    const known = this.#saves.get(branch);
    const { length, past } = await branch.info();
    if (known && (known.length === length || looking)) return known.bytes;
    // Nobody looks at it, so it may as well stand at its end.
    if (past && !looking) await branch.checkout(length);
    if (past && looking) return undefined;
    const bytes = await branch.save();
    this.#saves.set(branch, { bytes, length });
    return bytes;
  }
}
