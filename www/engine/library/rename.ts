/**
 * Gives an element another id, in its own file and wherever others refer to it. Only ids and references are replaced, in
 * place, so that all else stays as it was written. Scripts are left alone: what they name are variables.
 */
import type { Edit, TextNames } from '../contract/types.js';
import { SignalboxError } from '../errors.js';
import { applyEdits } from './edits.js';
import { type Outlined, referencesOf, type Written } from './outline.js';
import type { FileEdits, Mention, RenameRequest, Renaming } from './types.js';

/** What a rename needs to know of the workspace. */
export interface RenameGround {
  all: readonly Outlined[];
  texts: readonly TextNames[];
  /** Files that are no diagrams: tests and recordings name elements. */
  others: readonly { name: string; text: string }[];
  text(file: string): string;
}

export function rename(ground: RenameGround, { file, from, to }: RenameRequest): Renaming {
  const element = theElement(ground.all, file, from);
  const kind = sharedKind(element);
  checkFree(ground.all, file, to, kind);
  if (from === to) return { changes: [], mentions: [] };
  const edits = new Map<string, Edit[]>();
  const replace = (name: string, range: Edit['range'] | null, text: string) => {
    if (range) edits.set(name, [...(edits.get(name) ?? []), { range, text }]);
  };
  replace(file, element.fields.find((field) => field.name === 'id')?.range ?? null, to);
  for (const reference of ground.all.flatMap(referencesOf)) {
    if (reference.id === from && means(ground.all, reference, element, kind))
      replace(reference.from.file, reference.field.range, reference.before + to);
  }
  const changes = [...edits].map(([name, of]): FileEdits => {
    const sorted = of.sort(
      (a, b) => a.range.start.line - b.range.start.line || a.range.start.column - b.range.start.column,
    );
    return { file: name, edits: sorted, text: applyEdits(ground.text(name), sorted) };
  });
  return { changes, mentions: mentionsOf(ground, from) };
}

function theElement(all: readonly Outlined[], file: string, id: string): Outlined {
  const found = all.filter((element) => element.file === file && element.id === id);
  const [element] = found;
  if (!element) throw refused(`${file} has no element with the id ${id}.`);
  if (found.length > 1)
    throw refused(
      `${found.length} elements of ${file} have the id ${id}.`,
      'Correct the file first: it is not known which of them is meant.',
    );
  return element;
}

type SharedKind = 'process' | 'decision' | undefined;

function sharedKind({ tag }: Outlined): SharedKind {
  if (tag === 'process' || tag.startsWith('global')) return 'process';
  return tag === 'decision' ? 'decision' : undefined;
}

function checkFree(all: readonly Outlined[], file: string, to: string, kind: SharedKind): void {
  if (!/^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(to))
    throw refused(
      `"${to}" cannot be an id.`,
      'An id begins with a letter or _ and goes on with letters, digits, _, - and dots.',
    );
  const taken = all.find(
    (element) => element.id === to && (element.file === file || (kind && sharedKind(element) === kind)),
  );
  if (taken) throw refused(`The id ${to} is taken by a ${taken.tag} of ${taken.file}.`);
}

// Of two files with the same process others reach the first; a call inside the file itself means its own.
function means(all: readonly Outlined[], reference: Written, element: Outlined, kind: SharedKind): boolean {
  if (reference.to === 'here') return reference.from.file === element.file;
  if (reference.to !== kind) return false;
  const bearers = all.filter((other) => other.id === element.id && sharedKind(other) === kind);
  const own = bearers.find((other) => other.file === reference.from.file);
  return (own ?? bearers[0]) === element;
}

function mentionsOf({ texts, others }: RenameGround, id: string): Mention[] {
  const word = new RegExp(`(?<![\\w$])${id.replace(/[^\w]/g, '\\$&')}(?![\\w$])`);
  const inTexts = texts.filter(({ text }) => word.test(text));
  const inFiles = others.filter(({ text }) => word.test(text));
  return [
    ...inTexts.map(({ file, element, range }): Mention => ({ file, element, range })),
    ...inFiles.map(({ name }): Mention => ({ file: name, element: null, range: null })),
  ];
}

function refused(message: string, help?: string): SignalboxError {
  return new SignalboxError('api/invalid-option', message, help ? { help } : {});
}
