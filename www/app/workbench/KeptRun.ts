/** What is kept of the run: all its branches, and where a person looks. Only branches that have grown are saved anew. */
import type { EngineRun } from '../../bpmn-js/session/contract.ts';
import type { Session } from '../../bpmn-js/session/Session.ts';
import type { SavedRun } from './storage.ts';

export class KeptRun {
  #saves = new Map<EngineRun, { bytes: Uint8Array; length: number }>();

  /** The run as it is to be kept; undefined when there is none. */
  async of(session: Session): Promise<SavedRun | undefined> {
    const { run, view, request } = session;
    if (!run || !view) {
      this.#saves.clear();
      return undefined;
    }
    const current = run.engineRun;
    const branches = session.branches.length > 0 ? session.branches : [current];
    const past = view.info.past ? view.info.position : undefined;
    const saved: Uint8Array[] = [];
    for (const branch of branches) saved.push(await this.#save(branch));
    return { branches: saved, current: branches.indexOf(current), request, position: past };
  }

  // What stands in the past cannot be saved there; a copy of the whole run can.
  async #save(branch: EngineRun): Promise<Uint8Array> {
    const known = this.#saves.get(branch);
    const { length, past } = await branch.info();
    if (known?.length === length) return known.bytes;
    const whole = past ? await branch.fork(length) : branch;
    const bytes = await whole.save();
    if (whole !== branch) await whole.close();
    this.#saves.set(branch, { bytes, length });
    return bytes;
  }
}
