// npm run fix: formats everything and applies what linters can repair by themselves.

import { prepare } from './lib/prepare.mjs';
import { fail, step } from './lib/progress.mjs';
import { at } from './lib/root.mjs';
import { run } from './lib/run.mjs';

try {
  await prepare();
  await step('cargo fmt', () => run('cargo', ['fmt', '--all']));
  await step('biome', () =>
    run(process.execPath, [at('node_modules', '@biomejs', 'biome', 'bin', 'biome'), 'check', '--write']),
  );
} catch (error) {
  fail(error);
}
