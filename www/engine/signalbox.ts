import type { Dispatch } from './connectors/types.js';
import type { WorkspaceOptions } from './contract/types.js';
import { Core } from './core.js';
import type { Sources } from './locate.js';
import { checkOptions, oneOf } from './options.js';
import { Workspace } from './workspace.js';

/** One diagnostic code: what it means and what to do about it. */
export interface CodeInfo {
  code: string;
  severity: string;
  summary: string;
  help: string;
}

const workspaceChecks = {
  profile: oneOf('bpmn', 'spiffworkflow'),
  language: oneOf('javascript', 'python'),
  dialect: oneOf('spiff', 'camunda', 'bpmn'),
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

  version(): string {
    return this.#core.call('meta.version', {});
  }
}
