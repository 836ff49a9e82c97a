/** What a group is made from, and what it is. */
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type CustomTasks from '../spiffworkflow/CustomTasks.js';
import type Editor from '../spiffworkflow/Editor.js';
import type Edits from '../spiffworkflow/Edits.js';
import type HostOptions from '../spiffworkflow/HostOptions.js';
import type { Model, Shape } from '../spiffworkflow/model.js';
import type { Translate } from '../spiffworkflow/translate.js';
import type { Entries, Entry, Item } from './entries.js';

/** The element that is looked at, and everything that groups ask and change. */
export interface Context {
  element: Shape;
  model: Model;
  entries: Entries;
  editor: Editor;
  edits: Edits;
  host: HostOptions;
  customTasks: CustomTasks;
  registry: ElementRegistry;
  translate: Translate;
  moddle: { create(type: string, properties: object): Model };
}

/** Entries of a group of our own, or of the standard group `id` where `joins` says so. */
export interface EntryGroup {
  id: string;
  label: string;
  joins?: true;
  /** The standard's group that is not shown beside this one. */
  replaces?: string;
  entries: Entry[];
}
/** Items that can be added and removed. */
export interface ItemGroup {
  id: string;
  label: string;
  items: Item[];
  add: () => void;
}
export type PanelGroup = EntryGroup | ItemGroup;

/** Makes one group; nothing where the element has no such properties. */
export type GroupMaker = (context: Context) => PanelGroup | PanelGroup[] | undefined;
