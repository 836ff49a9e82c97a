/** What a call must come with, and which operator was meant. */
import { nearest } from '../nearest.js';
import type { Data } from '../value.js';
import { ConnectorError } from './error.js';
import type { ConnectorDefinition, ConnectorInfo, ConnectorParameter } from './types.js';

/** The parameters as lists show them. */
export function infoOf({ id, parameters = [], errors }: ConnectorDefinition): ConnectorInfo {
  const full = parameters.map(
    (parameter): ConnectorParameter => ({
      id: parameter.id,
      type: parameter.type ?? 'any',
      required: parameter.required ?? false,
    }),
  );
  return { id, parameters: full, ...(errors && { errors: [...errors] }) };
}

/** Refuses a call that lacks what the operator requires. */
export function requireParameters({ id, parameters }: ConnectorInfo, given: Data): void {
  const missing = parameters.filter((parameter) => parameter.required && given[parameter.id] === undefined);
  if (missing.length === 0) return;
  const names = missing.map((parameter) => `"${parameter.id}"`).join(', ');
  const stray = Object.keys(given).filter((name) => !parameters.some((parameter) => parameter.id === name));
  const meant = missing.map((parameter) => nearest(parameter.id, stray)).find((name) => name !== undefined);
  throw new ConnectorError({
    reason: 'connector/missing-parameter',
    message: `The operator ${id} needs ${names}, which the task does not give.`,
    help: meant
      ? `The task gives "${meant}"; was that meant?`
      : 'Give the parameter a value; one whose expression is empty is left out.',
  });
}

/** Why an operator cannot be called. */
export function unknownOperator(operator: string, known: readonly string[]): ConnectorError {
  const near = nearest(
    operator,
    known.filter((id) => !id.endsWith('*')),
  );
  const list = known.length > 0 ? `Known are: ${known.join(', ')}.` : 'No connectors are registered.';
  return new ConnectorError({
    reason: 'connector/unknown-operator',
    message: operator ? `There is no connector "${operator}".` : 'The service task names no operator.',
    help: near ? `Did you mean "${near}"?` : list,
  });
}
