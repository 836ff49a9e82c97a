/** Hints on what is typed. Values are kept all the same, so that nothing is lost. */
import { children, definitionsOf, type Model } from '../spiffworkflow/model.js';
import type { Context } from './context.js';

/** Whether a text can be an id: an XML name without colon. */
export function idProblem({ translate }: Context, value: string | undefined): string | undefined {
  if (!value) return translate('An id is needed.');
  if (/\s/.test(value)) return translate('An id has no spaces.');
  if (!/^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(value))
    return translate('An id begins with a letter and goes on with letters, digits, _, - and points.');
  return undefined;
}

/** Whether another object of the file has the id. */
export function takenProblem(
  { translate, moddle }: Context,
  model: Model,
  value: string | undefined,
): string | undefined {
  const { ids } = moddle as { ids?: { assigned(id: string): unknown } };
  const owner = value ? ids?.assigned(value) : undefined;
  const other = value ? findById(definitionsOf(model), value, model) : undefined;
  return (owner && owner !== model) || other ? translate('Something else has this id.') : undefined;
}

/** A name that scripts use for a variable. */
export function variableProblem({ translate }: Context, value: string | undefined): string | undefined {
  if (!value || /^[\p{L}_$][\p{L}\p{N}_$.]*$/u.test(value)) return undefined;
  return translate('A variable begins with a letter and goes on with letters, digits and _.');
}

/** A text that must be JSON. */
export function jsonProblem({ translate }: Context, value: string | undefined): string | undefined {
  if (!value) return undefined;
  try {
    JSON.parse(value);
    return undefined;
  } catch (error) {
    return translate('Not JSON: {reason}', { reason: error instanceof Error ? error.message : String(error) });
  }
}

/** The object with an id, among those that stand at the top of the file. */
function findById(definitions: Model | undefined, id: string, but: Model): Model | undefined {
  return children(definitions, 'rootElements').find((root) => root.id === id && root !== but);
}

/** The first name with a number that is not among those in use. */
export function freeName(stem: string, used: readonly string[]): string {
  let number = 1;
  while (used.includes(`${stem}${number}`)) number++;
  return `${stem}${number}`;
}
