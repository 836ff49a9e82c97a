/** Shows the spiffworkflow vocabulary in bpmn-js-properties-panel. */
import { Group, ListGroup } from '@bpmn-io/properties-panel';
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type { SignalboxOptions } from '../binding/options.js';
import type CustomTasks from '../spiffworkflow/CustomTasks.js';
import type Editor from '../spiffworkflow/Editor.js';
import type Edits from '../spiffworkflow/Edits.js';
import type HostOptions from '../spiffworkflow/HostOptions.js';
import type { Shape } from '../spiffworkflow/model.js';
import type { Translate } from '../spiffworkflow/translate.js';
import type { Context, PanelGroup } from './context.js';
import { Entries, type Entry } from './entries.js';
import { MAKERS } from './groups/index.js';

/** A group as the panel takes it. */
interface ShownGroup {
  id: string;
  label: string;
  component?: unknown;
  entries?: Entry[];
  items?: unknown[];
  add?: (event: Event) => void;
  shouldOpen?: boolean;
  translate?: Translate;
}
interface Panel {
  registerProvider(priority: number, provider: object): void;
}

export default class Provider {
  static $inject = [
    'propertiesPanel',
    'debounceInput',
    'translate',
    'config.signalbox',
    'signalboxEditor',
    'signalboxEdits',
    'signalboxHost',
    'signalboxCustomTasks',
    'elementRegistry',
    'moddle',
  ];

  constructor(
    panel: Panel,
    private readonly debounce: unknown,
    private readonly translate: Translate,
    private readonly options: SignalboxOptions | undefined,
    private readonly editor: Editor,
    private readonly edits: Edits,
    private readonly host: HostOptions,
    private readonly customTasks: CustomTasks,
    private readonly registry: ElementRegistry,
    private readonly moddle: Context['moddle'],
  ) {
    panel.registerProvider(500, this);
  }

  /** Our groups stand right behind the general one; some only add entries to a group of the standard. */
  getGroups(element: Shape): (groups: ShownGroup[]) => ShownGroup[] {
    return (groups) => {
      if (!element.businessObject) return groups;
      const context = this.#context(element);
      const ours = MAKERS.flatMap((make) => make(context) ?? []);
      const kept = groups.filter(({ id }) => !ours.some((group) => 'replaces' in group && group.replaces === id));
      const joined = kept.map((group) => this.#join(group, ours));
      const own = ours.filter((group) => !isJoined(group, groups)).flatMap((group) => this.#show(group));
      const [general, ...others] = joined;
      // What is written for readers stands below what is done.
      const last = others.filter(({ id }) => id === 'documentation');
      const before = others.filter(({ id }) => id !== 'documentation').map(opened);
      return [...(general ? [opened(general)] : []), ...own, ...before, ...last];
    };
  }

  #join(group: ShownGroup, ours: readonly PanelGroup[]): ShownGroup {
    const more = ours
      .filter((other) => isJoined(other, [group]))
      .flatMap((other) => ('entries' in other ? other.entries : []));
    return more.length > 0 ? { ...group, entries: [...(group.entries ?? []), ...more] } : group;
  }

  #show(group: PanelGroup): ShownGroup[] {
    const label = this.translate(group.label);
    const shown = { id: group.id, label, translate: this.translate };
    if ('entries' in group)
      return group.entries.length > 0 ? [{ ...shown, component: Group, entries: group.entries, shouldOpen: true }] : [];
    const add = (event: Event) => {
      event.stopPropagation();
      group.add();
    };
    return [{ ...shown, component: ListGroup, items: group.items, add }];
  }

  #context(element: Shape): Context {
    const { editor, edits, host, customTasks, registry, translate, moddle } = this;
    const entries = new Entries(element, this.debounce, translate, this.options?.textEditor, (listener) =>
      host.onAnswer(listener),
    );
    const model = element.businessObject;
    return { element, model, entries, editor, edits, host, customTasks, registry, translate, moddle };
  }
}

function opened(group: ShownGroup): ShownGroup {
  return { ...group, shouldOpen: true };
}

function isJoined(group: PanelGroup, groups: readonly ShownGroup[]): boolean {
  return 'joins' in group && groups.some(({ id }) => id === group.id);
}
