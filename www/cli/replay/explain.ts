/** Finds the fewest switches of semantics that make a scenario pass. */
import { load } from 'signalbox';
import type { Switches } from './scenario.js';

type Passes = (switches: Switches) => Promise<boolean>;

/**
 * The switches in which the recorded engine differs from the standard, of which a scenario needs some: one, if one is
 * enough; else a set from which none can be left out (a file that is refused, only under the whole profile). `undefined` when all together do not help.
 */
export async function explain(passes: Passes): Promise<string[] | undefined> {
  const all = await differing();
  for (const one of all) if (await passes(chosen([one]))) return [one.name];
  if (!(await passes(chosen(all)))) return undefined;
  let needed = await thinned(all, passes);
  for (let before = all.length; needed.length < before; ) {
    before = needed.length;
    needed = await thinned(needed, passes);
  }
  return needed.length === all.length ? ['the profile as a whole'] : needed.map(({ name }) => name);
}

interface Switch {
  name: string;
  value: boolean;
}

function chosen(switches: Switch[]): Switches {
  return Object.fromEntries(switches.map(({ name, value }) => [name, value]));
}

// Leaves out every switch that is not needed beside the others.
async function thinned(switches: Switch[], passes: Passes): Promise<Switch[]> {
  let needed = switches;
  for (const each of switches) {
    const others = needed.filter((other) => other !== each);
    if (await passes(chosen(others))) needed = others;
  }
  return needed;
}

let known: Promise<Switch[]> | undefined;

function differing(): Promise<Switch[]> {
  known ??= load().then((signalbox) =>
    signalbox
      .switches()
      .filter(({ bpmn, spiffworkflow }) => bpmn !== spiffworkflow)
      .map(({ name, spiffworkflow: value }) => ({ name, value })),
  );
  return known;
}

/** How many scenarios each set of switches explains, the most frequent first. */
export function summary(explanations: (string[] | undefined)[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const explanation of explanations) {
    const name = explanation?.join(' + ') ?? 'not explained';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort(([, left], [, right]) => right - left);
}
