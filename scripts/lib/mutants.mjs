// A copy of the checkout below target/ in which something is changed, built and tested, so that the checkout itself stays as it is.

import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { at, root, target } from './root.mjs';
import { run } from './run.mjs';

// One place, so that cargo builds only what a change touches.
const place = join(target, 'mutants');
const copy = join(place, 'checkout');
const kept = join(place, 'built');
/** What a build makes; it comes back after every change, so that only what a change touches is built. */
const products = ['dist', '.tools/stamps', 'www/engine/generated'];

/** Makes the copy, with what is built already, and builds the rest of it. */
export async function makeCopy() {
  removeCopy();
  const listed = await run('git', ['ls-files', '-co', '--exclude-standard', '-z']);
  for (const name of listed.split('\0').filter(Boolean)) {
    mkdirSync(dirname(join(copy, name)), { recursive: true });
    cpSync(at(name), join(copy, name), { force: true });
  }
  mkdirSync(join(copy, '.tools'), { recursive: true });
  symlinkSync(at('node_modules'), join(copy, 'node_modules'));
  symlinkSync(at('.tools', 'bin'), join(copy, '.tools', 'bin'));
  bring(root, copy);
  await build(['engine', 'package', 'page']);
  bring(copy, kept);
}

/** Takes the copy away. */
export function removeCopy() {
  rmSync(place, { recursive: true, force: true });
}

/** Makes changes in the copy, does the work with what is built of them, and puts everything back. */
export async function withChanges(changes, parts, work) {
  const texts = changes.map(({ file }) => [file, readFileSync(join(copy, file), 'utf8')]);
  for (const { file, find, put } of changes) {
    const text = readFileSync(join(copy, file), 'utf8');
    writeFileSync(
      join(copy, file),
      text.replace(find, () => put),
    );
  }
  try {
    await build(parts);
    return await work();
  } finally {
    for (const [file, text] of texts) writeFileSync(join(copy, file), text);
    bring(kept, copy);
  }
}

/** Runs the tests of a file of the copy whose names begin with one of these; gives each with whether it failed and why. */
export async function runTests(file, begins, env) {
  const patterns = begins.map(
    (begin) => `--test-name-pattern=^${literal(begin)}${/^Q\d+$/.test(begin) ? '(?!\\d)' : ''}`,
  );
  const reporter = `--test-reporter=${join(copy, 'scripts', 'lib', 'failures.mjs')}`;
  const written = await run(process.execPath, ['--test', '--test-force-exit', reporter, ...patterns, file], {
    cwd: copy,
    env,
  }).catch((error) => error.output ?? '');
  const lines = written.split('\n').filter((line) => line.startsWith('{"name"'));
  const results = lines.map((line) => JSON.parse(line));
  return results.filter(({ name }) => begins.some((begin) => name.startsWith(begin)));
}

async function build(parts) {
  const steps = parts.map((part) => {
    if (part === 'package') return "(await import('./scripts/lib/bundle.mjs')).bundle()";
    if (part === 'page') return "(await import('./scripts/lib/page.mjs')).buildPage({})";
    return `(await import('./scripts/lib/modules.mjs')).buildModule('${part}', 'fast')`;
  });
  const script = steps.map((step) => `await ${step};`).join('\n');
  // The dependencies that the checkout has built serve the copy too.
  const env = { CARGO_TARGET_DIR: target };
  await run(process.execPath, ['--input-type=module', '-e', script], { cwd: copy, env });
}

function bring(from, to) {
  for (const name of products) cpSync(join(from, name), join(to, name), { recursive: true, force: true });
}

const literal = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
