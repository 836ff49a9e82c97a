// One line per step, with its elapsed time; on a terminal the time runs while the step does.

import { Failed } from './run.mjs';

const live = process.stdout.isTTY === true;
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Runs a step and shows what it is and how long it takes. A step that returns `false` had nothing to do. */
export async function step(name, work, { background = false } = {}) {
  const since = performance.now();
  const moving = live && !background;
  if (!moving) console.log(`  · ${name} ...`);
  const timer = moving && setInterval(() => process.stdout.write(`\r  · ${name} ... ${seconds(since)} `), 200);
  try {
    const result = await work();
    report(moving, result === false ? `  ✓ ${name} (up to date)` : `  ✓ ${name}: ${seconds(since)}`);
    return result;
  } catch (error) {
    report(moving, `  ✗ ${name}: failed after ${seconds(since)}`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}

function report(moving, line) {
  console.log(moving ? `\r\x1b[K${line}` : line);
}

/** Ends the program with what a person needs to know of the failure. */
export function fail(error) {
  console.error(error instanceof Failed ? `\n${error.output.trimEnd()}\n\n${error.message}` : error);
  process.exit(1);
}
