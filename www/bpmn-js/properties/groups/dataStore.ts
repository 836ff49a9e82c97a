/** The data store that a reference names. */
import { isReferred } from '../../spiffworkflow/DataStores.js';
import type { DataStoreOption } from '../../spiffworkflow/HostOptions.js';
import { child, is, roots, text } from '../../spiffworkflow/model.js';
import type { Context, GroupMaker } from '../context.js';
import type { Entry } from '../entries.js';
import { property } from '../fields.js';

/** What SpiffArena's modeler marks a reference with. */
const TYPES = ['json', 'kkv'];
const CLASSES = ['JSONDataStore', 'KKVDataStore', 'JSONFileDataStore', 'TypeaheadDataStore'];

export const dataStore: GroupMaker = (context) => {
  const { element, model, editor, entries, host } = context;
  if (!is(model, 'bpmn:DataStoreReference')) return undefined;
  const offered = () => host.ask('dataStores', element.id);
  const store = child(model, 'dataStoreRef');
  const kind = entries.suggest(
    {
      id: 'signalbox-data-store-class',
      label: 'Kind of store',
      get: () => text(store, 'name'),
      set: (name) => store && editor.set(element, store, { name }),
    },
    () => CLASSES.map((name) => ({ value: name, label: name })),
  );
  const type = entries.suggest(
    property(context, model, 'type', { id: 'signalbox-data-store-type', label: 'Type of the reference' }),
    () => TYPES.map((name) => ({ value: name, label: name })),
  );
  return {
    id: 'custom-datastore-properties',
    label: 'Data store',
    entries: [which(context, offered), ...(store ? [kind, type] : [])],
  };
};

function which(context: Context, offered: () => readonly DataStoreOption[]): Entry {
  const { model, entries } = context;
  return entries.suggest(
    {
      id: 'signalbox-data-store',
      label: 'Store id (the variable)',
      get: () => text(child(model, 'dataStoreRef'), 'id'),
      set: (id) => refer(context, id, offered),
    },
    () => {
      const known = roots(model, 'bpmn:DataStore').map((store) => [text(store, 'id'), text(store, 'name')] as const);
      const all = new Map([...offered().map(({ id, name }) => [id, name ?? id] as const), ...known]);
      return [...all].map(([value, label]) => ({ value, label }));
    },
  );
}

/** Names another store; the one that nobody names any more goes. */
function refer(context: Context, id: string | undefined, offered: () => readonly DataStoreOption[]): void {
  const { element, model, editor, registry } = context;
  const old = child(model, 'dataStoreRef');
  const option = offered().find((one) => one.id === id);
  editor.batch(() => {
    const store = id
      ? editor.rootOf(element, 'bpmn:DataStore', id, { name: option?.clz ?? 'JSONDataStore' })
      : undefined;
    editor.set(element, model, { dataStoreRef: store, ...(option?.type ? { type: option.type } : {}) });
    if (option?.name && !text(model, 'name')) editor.setOwn(element, { name: option.name });
    if (old && old !== store && !isReferred(registry, old, element)) editor.removeRoot(element, old);
  });
}
