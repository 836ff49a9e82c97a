import type { Dispatch } from './connectors/types.js';
import type { WorkspaceOptions } from './contract/types.js';
import { Core } from './core.js';
import type { Sources } from './locate.js';
import { checkOptions, oneOf, truths } from './options.js';
import { Workspace } from './workspace.js';

/** One diagnostic code: what it means and what to do about it. */
export interface CodeInfo {
  code: string;
  severity: string;
  summary: string;
  help: string;
}

/** One place where engines differ, as `docs/differences.md` tells it: how it stands under each profile. */
export interface SwitchInfo {
  name: string;
  bpmn: boolean;
  spiffworkflow: boolean;
}

const workspaceChecks = {
  profile: oneOf('bpmn', 'spiffworkflow'),
  language: oneOf('javascript', 'python'),
  dialect: oneOf('spiff', 'camunda', 'bpmn'),
  semantics: truths,
};

/** An engine, ready for use. */
export class Signalbox {
  readonly #core: Core;

  private constructor(core: Core) {
    this.#core = core;
  }

  /** Made by `load()`. */
  static async of(sources: Sources): Promise<Signalbox> {
    return new Signalbox(await Core.load(sources));
  }

  /** An empty workspace. In a Worker, `dispatch` asks the page to do jobs. */
  workspace(options: WorkspaceOptions = {}, dispatch?: Dispatch): Workspace {
    checkOptions('workspace', options, workspaceChecks);
    return new Workspace(this.#core, options, dispatch);
  }

  /** The table of diagnostic codes. */
  codes(): CodeInfo[] {
    return this.#core.call('meta.codes', {});
  }

  /** The switches that the option `semantics` of a workspace sets. */
  switches(): SwitchInfo[] {
    return this.#core.call('meta.switches', {});
  }

  version(): string {
    return this.#core.call('meta.version', {});
  }
}
