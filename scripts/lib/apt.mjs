// Programs that the checks need and npm has not: found where they are, or installed by apt.

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { step } from './progress.mjs';
import { exists, run } from './run.mjs';

/** The first of these commands on the PATH, else the first of these files; undefined when none is there. */
export function find(commands, places = []) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = commands.flatMap((command) => folders.map((folder) => join(folder, command)));
  return [...candidates, ...places].find((file) => existsSync(file));
}

/** Installs packages as root or by a sudo that asks nothing. Tells what went wrong, and nothing where there is no apt. */
export async function install(title, ...packages) {
  if (process.platform !== 'linux' || !(await exists('apt-get'))) return;
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const apt = (...args) => {
    const [command, ...rest] = [...sudo, 'apt-get', ...args];
    return run(command, rest, { env: { DEBIAN_FRONTEND: 'noninteractive' } });
  };
  await step(`${title} (apt-get install ${packages.join(' ')})`, async () => {
    await apt('update');
    await apt('install', '-y', '--no-install-recommends', ...packages);
  }).catch((error) => console.error(error.output ?? error.message));
}
