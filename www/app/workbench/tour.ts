/** The first minute of a stranger: an example is opened, and run to the first person. */

import { type Example, examples, readExample } from './examples.ts';
import type { Workbench } from './Workbench.ts';

/** Milliseconds between two steps, so that a token is seen to move. */
const PACE = 450;
/** Steps at most. */
const STEPS = 12;

/** Adds the files of an example and shows the first; files that are there already are not added again. */
export async function openExample(workbench: Workbench, example: Example): Promise<void> {
  await workbench.loaded();
  const isThere = (name: string) => workbench.state.files.some((file) => file.name === name);
  const [first, ...others] = await readExample(example);
  if (!first) return;
  const missing = [...others, first].filter(({ name }) => !isThere(name));
  await workbench.addAll(
    missing.map(({ name, text }) => ({ name, text, opened: text })),
    first.name,
  );
}

/** Opens the first example and runs it to the first person, so that a stranger sees what this is about. */
export async function tour(workbench: Workbench): Promise<void> {
  const [example] = examples;
  if (!example) return;
  await openExample(workbench, example);
  await workbench.ready;
  const { session } = workbench;
  const process = session?.processes.find((known) => example.files.includes(known.file));
  if (!process || !session) return;
  workbench.emphasize('tasks');
  await workbench.diagrams.shown(example.files[0] ?? '');
  await session.start({ what: { process: process.id } });
  for (let step = 0; step < STEPS && session.view?.info.status === 'running'; step++) {
    await session.run?.step();
    await new Promise((resolve) => setTimeout(resolve, PACE));
  }
  const task = session.view?.tasks.find((waiting) => waiting.manual);
  if (task) workbench.openTask(task.id);
  workbench.toast('A person is needed: fill in the form below and press Complete. Step back at any time.');
}
