/** Extensions of other vocabularies: they stay in the file as they are, and are named so that nobody wonders. */
import { extensions, type Model } from '../../spiffworkflow/model.js';
import type { GroupMaker } from '../context.js';

/** Attributes of the format itself. */
const PLAIN = /^(xmlns|xsi)(:|$)/;

export const extensionList: GroupMaker = ({ model, entries, translate, customTasks }) => {
  const own = customTasks.of(model);
  const carrier = own && customTasks.carrier(model, own);
  const foreign = [...elements(model, carrier), ...attributes(model)];
  if (foreign.length === 0) return undefined;
  const note = translate('Not of this vocabulary. They are kept as they are.');
  return {
    id: 'signalbox-extensions',
    label: 'Other extensions',
    entries: [
      ...[...new Set(foreign)].map((name) => entries.note(`signalbox-extension-${name}`, name)),
      entries.note('signalbox-extensions-note', note),
    ],
  };
};

function elements(model: Model, but: Model | undefined): string[] {
  return extensions(model)
    .filter((value) => value !== but)
    .map(({ $type }) => $type)
    .filter((type) => !type.startsWith('spiffworkflow:'));
}

function attributes(model: Model): string[] {
  const { $attrs = {} } = model as Model & { $attrs?: Record<string, unknown> };
  return Object.keys($attrs)
    .filter((name) => !PLAIN.test(name))
    .map((name) => `@${name}`);
}
