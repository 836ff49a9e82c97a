// npm run bench -- scaling: time and memory per unit as things grow, Signalbox beside its peers. Every cell is a process of
// its own with a limit of time (BENCH_CELL_S, seconds); an engine that exceeds it is asked for nothing larger.

import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shapes, sizes } from '../../benches/scaling/shapes.mjs';
import { at } from './root.mjs';

const longest = Number(process.env.BENCH_CELL_S ?? 30);
const most = Number(process.env.BENCH_MOST ?? sizes.at(-1));
const heap = '--max-old-space-size=8192';

/** Prints one table per shape. `peers` tells where SpiffWorkflow's Python and bpmn-engine's node_modules are, if anywhere. */
export async function scaling(names, peers, folder) {
  const wanted = Object.entries(shapes).filter(([name]) => names.length === 0 || names.includes(name));
  for (const [name, shape] of wanted) {
    console.log(`\n${name}: ${shape.about}; per ${shape.unit}\n`);
    const counts = sizes.filter((size) => size <= Math.min(most, shape.most ?? most));
    console.log(`| engine | ${counts.map((count) => count.toLocaleString('en')).join(' | ')} |`);
    console.log(`|---|${'---|'.repeat(counts.length)}`);
    for (const [engine, cell] of engines(name, shape, peers, folder)) {
      console.log(`| ${engine} | ${(await row(counts, cell)).join(' | ')} |`);
    }
  }
}

function engines(name, shape, { python, bpmnEngine }, folder) {
  const ours = [
    'Signalbox',
    (n) => execute(process.execPath, [heap, at('benches', 'scaling', 'signalbox.mjs'), name, `${n}`]),
  ];
  if (shape.peers === false) return [ours];
  const mode = shape.park ? 'park' : 'once';
  const spiff = (n) => {
    const [file, data] = written(name, shape, n, 'python', folder);
    return execute(python, [at('benches', 'scaling', 'spiffworkflow.py'), file, `${n}`, mode, data]);
  };
  const other = (n) => {
    const [file, data] = written(name, shape, n, 'javascript', folder);
    return execute(process.execPath, [
      heap,
      at('benches', 'scaling', 'bpmn-engine.mjs'),
      bpmnEngine,
      file,
      `${n}`,
      mode,
      data,
    ]);
  };
  return [ours, ...(python ? [['SpiffWorkflow', spiff]] : []), ...(bpmnEngine ? [['bpmn-engine', other]] : [])];
}

function written(name, shape, n, flavour, folder) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.${flavour}.bpmn`);
  const data = join(folder, `${name}.json`);
  writeFileSync(file, shape.xml(n, flavour));
  writeFileSync(data, JSON.stringify(shape.data?.(n) ?? {}));
  return [file, data];
}

async function row(counts, cell) {
  const cells = [];
  let stopped;
  for (const count of counts) {
    const result = stopped ? { error: '' } : await cell(count);
    stopped ??= result.error;
    cells.push(result.error === undefined ? shown(result, count) : `- ${result.error}`.trim());
  }
  return cells;
}

function shown({ seconds, bytes }, count) {
  return `${quantity((seconds / count) * 1e6, ['µs', 'ms', 's'], 1000)}, ${quantity(bytes / count, ['B', 'KiB', 'MiB'], 1024)}`;
}

function quantity(value, units, step) {
  let rest = value;
  let at = 0;
  for (; rest >= step && at < units.length - 1; at += 1) rest /= step;
  return `${rest < 10 ? rest.toFixed(1) : Math.round(rest)} ${units[at]}`;
}

// The last line of what a cell prints is its result; one that is killed or fails tells why in a few words.
function execute(command, args) {
  return new Promise((resolve) => {
    execFile(command, args, { timeout: longest * 1000, killSignal: 'SIGKILL' }, (error, stdout, stderr) => {
      const line = stdout.trim().split('\n').at(-1) ?? '';
      if (line.startsWith('{')) return resolve(JSON.parse(line));
      resolve({ error: error?.killed ? `over ${longest} s` : reason(stderr) });
    });
  });
}

function reason(stderr) {
  if (/heap out of memory/.test(stderr)) return 'out of memory';
  const lines = stderr.trim().split('\n');
  const told = lines.findLast((line) => /Error: /.test(line)) ?? lines.at(-1) ?? '';
  return `(${told.replace(/^.*?Error: /, '').slice(0, 60)})`;
}

/** Where a peer was installed, if it was. */
export function installed(folder) {
  const own = join(folder, 'venv', 'bin', 'python');
  const python = process.env.BENCH_PYTHON ?? (existsSync(own) ? own : undefined);
  const bpmnEngine = existsSync(join(folder, 'node_modules', 'bpmn-engine')) ? folder : undefined;
  return { python, bpmnEngine };
}
