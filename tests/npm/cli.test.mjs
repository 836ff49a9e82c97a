// The command line, as a person or CI calls it.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { line, script, user } from './diagrams.mjs';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'signalbox-cli-'));
after(() => rmSync(folder, { recursive: true }));

function signalbox(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

function file(name, content) {
  writeFileSync(join(folder, name), content);
  return name;
}

test('validate tells place, line and help, and ends with 1', () => {
  const broken = line('broken', [user('wait')]).replace('targetRef="wait"', 'targetRef="wiat"');
  const { status, stdout } = signalbox('validate', file('broken.bpmn', broken));
  assert.equal(status, 1);
  assert.match(stdout, /error\[bpmn\/unresolved-reference\]/);
  assert.match(stdout, /broken\.bpmn:\d+:\d+/);
  assert.match(stdout, /\^/);
  const json = JSON.parse(signalbox('validate', 'broken.bpmn', '--json').stdout);
  assert.equal(json[0].file, 'broken.bpmn');
});

test('validate ends with 0 when there is nothing wrong', () => {
  const { status, stdout } = signalbox('validate', file('fine.bpmn', line('fine', [user('wait')])));
  assert.equal(status, 0, stdout);
});

test('run tells result, trace and what waits', () => {
  file('sum.bpmn', line('sum', [script('add', 'c = a + b')]));
  const done = signalbox('run', 'sum.bpmn', '--data', '{"a": 1, "b": 2}', '--json');
  assert.equal(done.status, 0, done.stderr);
  assert.deepEqual(JSON.parse(done.stdout).data, { a: 1, b: 2, c: 3 });
  file('data.json', '{"a": 2, "b": 2}');
  const traced = signalbox('run', 'sum.bpmn', '--data', '@data.json', '--trace');
  assert.match(traced.stdout, /add/);
  assert.match(traced.stdout, /"c": 4/);
  const failed = signalbox('run', 'sum.bpmn');
  assert.equal(failed.status, 1);
  assert.match(failed.stdout, /sum\.bpmn:\d+:\d+/);
  const waits = signalbox('run', file('wait.bpmn', line('wait', [user('ask')])));
  assert.equal(waits.status, 3);
  assert.match(waits.stdout, /ask/);
});

test('wrong usage ends with 2', () => {
  assert.equal(signalbox().status, 2);
  assert.equal(signalbox('fly').status, 2);
  assert.equal(signalbox('run').status, 2);
  assert.equal(signalbox('run', 'nothing.bpmn').status, 2);
  assert.equal(signalbox('validate', '--wrong').status, 2);
  assert.equal(signalbox('--help').status, 0);
  assert.match(signalbox('replay', '--help').stdout, /--report/);
});

test('replay plays, compares and reports', () => {
  const corpus = join(folder, 'corpus');
  mkdirSync(join(corpus, 'scenarios'), { recursive: true });
  writeFileSync(join(corpus, 'sum.bpmn'), line('sum', [user('ask'), script('add', 'c = a + b')]));
  const scenario = (name, c) => {
    const base = { format: 1, name, models: ['sum.bpmn'], process: 'sum', now: '2026-01-01T00:00:00+00:00' };
    const expectEnd = {
      op: 'expect',
      finished: true,
      completed: ['start', 'ask', 'add', 'end'],
      data: { a: 1, b: 2, c },
    };
    const steps = [
      { op: 'start', data: { a: 1 } },
      { op: 'run' },
      { op: 'expect', ready: ['ask'], completed: ['start'], readyData: { ask: [{ a: 1 }] } },
      { op: 'save_restore' },
      { op: 'complete', element: 'ask', data: { b: 2 } },
      { op: 'run' },
      expectEnd,
    ];
    writeFileSync(join(corpus, 'scenarios', `${name}.json`), JSON.stringify({ ...base, steps }));
    return { name, file: `scenarios/${name}.json`, features: ['script-task'] };
  };
  writeFileSync(join(corpus, 'index.json'), JSON.stringify([scenario('right', 3), scenario('wrong', 4)]));
  const { status, stdout } = signalbox('replay', corpus, '--report', 'report.json', '--jobs', '1');
  assert.match(stdout.trimEnd(), /1 passed, 1 failed$/);
  assert.equal(status, 1);
  const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
  assert.deepEqual(report[0], { name: 'right', features: ['script-task'], passed: true, reason: '' });
  assert.match(report[1].reason, /data\.c: expected 4, got 3/);
  assert.equal(signalbox('replay', corpus, '--filter', 'right').status, 0);
});
