// Runs other programs: quietly with their output shown only when they fail, or with their output passed on.

import { spawn } from 'node:child_process';
import { root } from './root.mjs';

/** A program that ended with an error; `output` is what it wrote. */
export class Failed extends Error {
  constructor(command, code, output) {
    super(`${command} ended with ${code}`);
    this.output = output;
  }
}

/** Runs a program to its end and returns what it wrote. With `show`, its output is passed on instead. */
export function run(command, args, { cwd = root, env = {}, show = false } = {}) {
  return new Promise((resolve, reject) => {
    const stdio = show ? 'inherit' : ['ignore', 'pipe', 'pipe'];
    const child = spawn(command, args, { cwd, stdio, env: { ...process.env, ...env }, shell: needsShell(command) });
    let output = '';
    child.stdout?.on('data', (data) => (output += data));
    child.stderr?.on('data', (data) => (output += data));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new Failed([command, ...args].join(' '), signal ?? `exit code ${code}`, output));
    });
  });
}

/** Whether a program can be started at all. */
export async function exists(command, args = ['--version']) {
  return run(command, args).then(
    () => true,
    () => false,
  );
}

// On Windows npm and npx are .cmd files, which only a shell can start.
function needsShell(command) {
  return process.platform === 'win32' && (command === 'npm' || command === 'npx');
}
