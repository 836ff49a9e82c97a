/** Answers of services that nobody has at hand: examples of what the diagram goes on to read of them. */
import { exampleOf } from '../forms/example.js';
import type { Whereabouts } from '../library/expected.js';
import type { ExpectedVariable } from '../library/types.js';
import type { Connector, ConnectorSource } from './types.js';

/** Who knows what is expected of an element: a workspace, in this thread or in a Worker. */
export interface Expecting {
  expected(element: string, where: Whereabouts): readonly ExpectedVariable[] | Promise<readonly ExpectedVariable[]>;
}

function answer(expected: readonly ExpectedVariable[]): unknown {
  const result = expected.find(({ own }) => own);
  return result ? exampleOf(result.schema) : {};
}

/**
 * A mock for every operator that answers with what elements after the task read of its result, or with an empty map. The
 * answers are made up: they show how a process goes on, not what the service would say.
 */
export function exampleAnswers(workspace: Expecting, { name = 'examples' }: { name?: string } = {}): ConnectorSource {
  const run: Connector = (_parameters, { job, process }) => {
    const expected = workspace.expected(job.element, { root: process });
    return expected instanceof Promise ? expected.then(answer) : answer(expected);
  };
  return { name, kind: 'mock', connectors: () => [{ id: '*', run }] };
}
