/** Extensions of other vocabularies: they stay in the file as they are, and are shown so that nobody wonders. */
import { child, extensions, is, type Model } from '../../spiffworkflow/model.js';
import type { Context, GroupMaker, PanelGroup } from '../context.js';

/** What an extension is called, and what it says. */
interface Fact {
  name: string;
  value: string;
}

/** Attributes of the format itself. */
const PLAIN = /^(xmlns|xsi)(:|$)/;
/** Vocabularies with a group of their own: their prefixes, and what is to be known of them. */
const NAMED = [
  { prefix: 'camunda:', label: 'Camunda', note: 'Kept as it is. SpiffArena runs none of it.' },
  { prefix: 'zeebe:', label: 'Camunda 8', note: 'Kept as it is. SpiffArena runs none of it.' },
];

export const extensionList: GroupMaker = (context) => {
  const { model, customTasks, translate } = context;
  const own = customTasks.of(model);
  const carrier = own && customTasks.carrier(model, own);
  const facts = [...attributes(model), ...attributes(child(model, 'loopCharacteristics')), ...elements(model, carrier)];
  const isNamed = ({ name }: Fact) => NAMED.some(({ prefix }) => name.startsWith(prefix));
  return [
    ...NAMED.flatMap(({ prefix, label, note }) => group(context, label, translate(note), prefix, cut(facts, prefix))),
    ...group(
      context,
      'Other extensions',
      translate('Kept as they are.'),
      '',
      facts.filter((fact) => !isNamed(fact)),
    ),
  ];
};

function group(context: Context, label: string, note: string, prefix: string, facts: readonly Fact[]): PanelGroup[] {
  if (facts.length === 0) return [];
  const id = `signalbox-extensions${prefix && `-${prefix.slice(0, -1)}`}`;
  const { entries } = context;
  const shown = facts.map(({ name, value }, index) => entries.fact(`${id}-${index}`, name, value));
  return [{ id, label, entries: [...shown, entries.note(`${id}-note`, note)] }];
}

/** The facts of a vocabulary without its prefix. */
function cut(facts: readonly Fact[], prefix: string): Fact[] {
  const own = facts.filter(({ name }) => name.startsWith(prefix));
  return own.map(({ name, value }) => ({ name: name.slice(prefix.length), value }));
}

function elements(model: Model, but: Model | undefined): Fact[] {
  return extensions(model)
    .filter((value) => value !== but && !value.$type.startsWith('spiffworkflow:'))
    .map((value) => ({ name: value.$type, value: inside(value as Loose) }));
}

/** An object that no descriptor tells of, as moddle reads it. */
interface Loose extends Model {
  $body?: string;
  $children?: Loose[];
}

/** What an element says in one line: its attributes, its text, and the elements in it. */
function inside(value: Loose): string {
  const plain = Object.entries(value).filter(([name, one]) => !name.startsWith('$') && typeof one !== 'object');
  const told = plain.map(([name, one]) => (name === 'xmlns' ? '' : `${name}=${one}`));
  const nested = (value.$children ?? []).map((part) => `${part.$type.replace(/^.*:/, '')}(${inside(part)})`);
  return [...told, value.$body?.trim() ?? '', ...nested].filter((part) => part !== '').join(', ');
}

function attributes(model: Model | undefined): Fact[] {
  const { $attrs = {} } = (model ?? {}) as { $attrs?: Record<string, unknown> };
  // SpiffArena's modeler marks references of data stores without a prefix; that has its place in the panel.
  const isPlain = (name: string) => PLAIN.test(name) || (name === 'type' && is(model, 'bpmn:DataStoreReference'));
  return Object.entries($attrs)
    .filter(([name]) => !isPlain(name))
    .map(([name, value]) => ({ name, value: String(value) }));
}
