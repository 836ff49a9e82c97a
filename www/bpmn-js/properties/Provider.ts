/** Shows the spiffworkflow vocabulary in bpmn-js-properties-panel. */
import { Group } from '@bpmn-io/properties-panel';
import type { Injector } from 'didi';
import { Editor, type Shape } from './Editor.js';
import { Entries } from './entries.js';
import { groupsOf } from './groups.js';

interface PanelGroup {
  id: string;
  label: string;
  component?: unknown;
  entries?: unknown[];
  shouldOpen?: boolean;
}
interface Panel {
  registerProvider(priority: number, provider: object): void;
}

export default class Provider {
  static $inject = ['propertiesPanel', 'injector', 'debounceInput', 'translate'];
  readonly #editor: Editor;

  constructor(
    panel: Panel,
    injector: Injector,
    private readonly debounce: unknown,
    private readonly translate: (text: string) => string,
  ) {
    this.#editor = injector.instantiate(Editor as never);
    panel.registerProvider(500, this);
  }

  /** Our groups stand right behind the general one. */
  getGroups(element: Shape): (groups: PanelGroup[]) => PanelGroup[] {
    return (groups) => {
      if (!element.businessObject) return groups;
      const entries = new Entries(this.debounce, this.translate);
      const ours = groupsOf(element, this.#editor, entries).map((group) => ({
        ...group,
        label: this.translate(group.label),
        component: Group,
        shouldOpen: true,
      }));
      const [general, ...others] = groups;
      return [...(general ? [{ ...general, shouldOpen: true }] : []), ...ours, ...others];
    };
  }
}
