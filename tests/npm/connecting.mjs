// What the tests of connectors share: a workspace with one diagram, run until nothing is owed.

import { line } from './diagrams.mjs';

/** A workspace with a diagram (or nodes in a row), set up by `prepare(connectors)`. */
export async function workspaceOf(signalbox, diagram, prepare = () => {}) {
  const workspace = await signalbox.workspace({ language: 'python' });
  await workspace.put('test.bpmn', typeof diagram === 'string' ? diagram : line('test', diagram));
  await prepare(workspace.connectors);
  return workspace;
}

/** Starts, runs as far as it goes by itself, and gives workspace, run and its state. */
export async function ran(signalbox, diagram, { prepare, ...options } = {}) {
  const workspace = await workspaceOf(signalbox, diagram, prepare);
  const run = await workspace.start('test', { now: 0, ...options });
  await run.continue();
  await run.settled();
  return { workspace, connectors: workspace.connectors, run, info: await run.info() };
}

/** The diagnostic of the only incident. */
export const incident = ({ info }) => {
  if (info.incidents.length !== 1) throw new Error(`one incident expected: ${JSON.stringify(info)}`);
  return info.incidents[0].diagnostic;
};
