/** Who uses what: calls, decisions, messages, signals, errors, escalations, data and forms across all files. */
import { attribute, type Outlined, ownerOf, processOf, referencesOf, type Written } from './outline.js';
import type { DefinitionKind, References, Use } from './types.js';

const KINDS: Record<string, DefinitionKind> = {
  process: 'process',
  globalTask: 'process',
  globalScriptTask: 'process',
  globalUserTask: 'process',
  globalManualTask: 'process',
  globalBusinessRuleTask: 'process',
  decision: 'decision',
  message: 'message',
  signal: 'signal',
  error: 'error',
  escalation: 'escalation',
  dataObject: 'dataObject',
  dataStore: 'dataStore',
  correlationProperty: 'correlationProperty',
};

/** What stands for something else: what refers to it means the thing itself. */
const STAND_INS: Record<string, string> = { dataObjectReference: 'dataObjectRef', dataStoreReference: 'dataStoreRef' };

/** Drawing and wiring are no use. */
const WIRING = new Set(['bpmnElement', 'incoming', 'outgoing', 'sourceRef', 'targetRef', 'flowNodeRef', 'processRef']);

/** Everything that can be used from elsewhere with its uses; or whatever has the id. `files` are those there are. */
export function findReferences(all: readonly Outlined[], files: readonly string[], id?: string): References[] {
  const found: References[] = [];
  const add = (element: Outlined, kind: DefinitionKind) => {
    const range = element.fields.find((field) => field.name === 'id')?.range ?? null;
    const of: References = {
      kind,
      id: element.id ?? '',
      name: element.name ?? null,
      file: element.file,
      range,
      uses: [],
    };
    found.push(of);
    return of;
  };
  const known = new Map<Outlined, References>();
  for (const element of all) {
    const kind = KINDS[element.tag] ?? (id !== undefined && !STAND_INS[element.tag] ? 'element' : undefined);
    if (kind && element.id && (id === undefined || element.id === id)) known.set(element, add(element, kind));
  }
  const places = placesOf(all);
  for (const element of all) {
    for (const reference of referencesOf(element)) note(reference, places, known, found, id);
    if (id === undefined || id === attribute(element, 'value')) noteForm(element, files, found);
  }
  return found;
}

/** Elements by their ids: in their own file, and those that other files reach. */
interface Places {
  here: Map<string, Outlined>;
  shared: Map<string, Outlined>;
}

const inFile = (file: string, id: string) => `${file}\n${id}`;

function placesOf(all: readonly Outlined[]): Places {
  const places: Places = { here: new Map(), shared: new Map() };
  for (const element of all) {
    if (!element.id) continue;
    const here = inFile(element.file, element.id);
    if (!places.here.has(here)) places.here.set(here, element);
    const kind = KINDS[element.tag];
    const shared = kind && inFile(kind, element.id);
    if (shared && !places.shared.has(shared)) places.shared.set(shared, element);
  }
  return places;
}

function note(
  reference: Written,
  places: Places,
  known: Map<Outlined, References>,
  found: References[],
  wanted: string | undefined,
): void {
  const { to, id, from, property } = reference;
  const direct = to === 'here' ? places.here.get(inFile(from.file, id)) : places.shared.get(inFile(to, id));
  const target = direct && behind(direct, places);
  // A stand-in is drawn; who uses it uses what is behind it.
  if (STAND_INS[from.tag] || property === 'bpmnElement') return;
  if (target && (isData(target) || !WIRING.has(property) || wanted !== undefined)) {
    known.get(target)?.uses.push(use(reference));
  } else if (!direct && to !== 'here' && property !== 'processRef' && (wanted === undefined || wanted === id)) {
    missing(found, to, id).uses.push(use(reference));
  }
}

const isData = (element: Outlined) => element.tag === 'dataObject' || element.tag === 'dataStore';

function behind(element: Outlined, places: Places): Outlined {
  const property = STAND_INS[element.tag];
  const id = property && attribute(element, property);
  return (id && places.here.get(inFile(element.file, id.slice(id.indexOf(':') + 1)))) || element;
}

function missing(found: References[], kind: DefinitionKind, id: string): References {
  const known = found.find((other) => other.kind === kind && other.id === id && other.file === null);
  if (known) return known;
  const of: References = { kind, id, name: null, file: null, range: null, uses: [] };
  found.push(of);
  return of;
}

function use({ from, property, field }: Pick<Written, 'from' | 'property' | 'field'>): Use {
  const owner = ownerOf(from);
  const { file, id = '', name = null } = owner;
  return { file, element: id, name, process: processOf(owner), property, range: field.range };
}

const FORMS = new Set(['formJsonSchemaFilename', 'formUiSchemaFilename']);

function noteForm(element: Outlined, files: readonly string[], found: References[]): void {
  const field = element.fields.find((known) => known.name === 'value');
  if (!field?.value || !FORMS.has(element.name ?? '')) return;
  const folder = element.file.slice(0, element.file.lastIndexOf('/') + 1);
  const file = [folder + field.value, field.value].find((name) => files.includes(name)) ?? null;
  let form = found.find((known) => known.kind === 'form' && known.id === field.value && known.file === file);
  if (!form) {
    form = { kind: 'form', id: field.value, name: null, file, range: null, uses: [] };
    found.push(form);
  }
  form.uses.push(use({ from: element, property: element.name ?? '', field }));
}
