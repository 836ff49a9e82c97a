// Installs what is missing: npm packages, the pinned Rust toolchain, wasm-bindgen's command line. Uses nothing but Node.

import { existsSync, mkdirSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { step } from './progress.mjs';
import { at, root, tools } from './root.mjs';
import { exists, run } from './run.mjs';
import { hashOf, once } from './stamp.mjs';

/** Everything the other scripts need. */
export async function prepare() {
  checkNode();
  await packages();
  await toolchain();
  await bindgen();
}

function checkNode() {
  if (Number(process.versions.node.split('.')[0]) >= 20) return;
  console.error(`Signalbox needs Node 20 or newer; this is ${process.version}. See https://nodejs.org`);
  process.exit(1);
}

/** The npm packages of package-lock.json. */
export async function packages() {
  const marker = at('node_modules', '.package-lock.json');
  await step('npm packages', () =>
    once('packages', hashOf('package-lock.json'), [marker], () => run('npm', ['ci', '--no-audit', '--no-fund'])),
  );
  linkBin();
}

// `npx signalbox` in a checkout runs the command line that was built here.
function linkBin() {
  const link = at('node_modules', '.bin', 'signalbox');
  if (process.platform === 'win32' || pointsTo(link)) return;
  mkdirSync(at('node_modules', '.bin'), { recursive: true });
  rmSync(link, { force: true });
  symlinkSync('../../dist/cli.js', link);
}

function pointsTo(link) {
  try {
    return readlinkSync(link) === '../../dist/cli.js';
  } catch {
    return false;
  }
}

/** The Rust toolchain that rust-toolchain.toml names, with its components and the wasm32 target. */
export async function toolchain() {
  findCargo();
  await step('Rust toolchain', () =>
    once('toolchain', hashOf('rust-toolchain.toml'), [], async () => {
      if (!(await exists('rustup')))
        throw new Error('rustup was not found. Install it from https://rustup.rs and try again.');
      await run('rustup', ['toolchain', 'install']);
    }),
  );
}

// A fresh rustup is not yet on the PATH of shells that were open before.
function findCargo() {
  const bin = join(process.env.CARGO_HOME ?? join(homedir(), '.cargo'), 'bin');
  if (existsSync(bin)) process.env.PATH += delimiter + bin;
}

/** wasm-bindgen's command line in the version of Cargo.lock: the one on the PATH when it fits, else one built below .tools/. */
export async function bindgen() {
  const version = lockedVersion('wasm-bindgen');
  const own = join(tools, 'bin', process.platform === 'win32' ? 'wasm-bindgen.exe' : 'wasm-bindgen');
  const fits = async (command) =>
    (await run(command, ['--version']).catch(() => '')).trim() === `wasm-bindgen ${version}`;
  if (existsSync(own) ? await fits(own) : await fits('wasm-bindgen')) return existsSync(own) ? own : 'wasm-bindgen';
  await step(`wasm-bindgen ${version} (once, about two minutes)`, () => installBindgen(version));
  return own;
}

// Optimised lightly: it is built once and runs for seconds.
async function installBindgen(version) {
  const env = {
    CARGO_TARGET_DIR: join(tools, 'target'),
    CARGO_PROFILE_RELEASE_OPT_LEVEL: '1',
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS: '16',
  };
  const install = ['install', 'wasm-bindgen-cli', '--root', tools, '--force', '--version', version];
  // A registry mirror may lack what the lock file names; then whatever fits will do.
  await run('cargo', [...install, '--locked'], { env }).catch(() => run('cargo', install, { env }));
  rmSync(join(tools, 'target'), { recursive: true, force: true });
  writeFileSync(join(tools, '.gitignore'), '*\n');
}

/** The version of a crate in Cargo.lock. */
export function lockedVersion(crate) {
  const lock = readFileSync(join(root, 'Cargo.lock'), 'utf8');
  const found = lock.match(new RegExp(`name = "${crate}"\\nversion = "([^"]+)"`));
  if (!found) throw new Error(`Cargo.lock names no ${crate}`);
  return found[1];
}
