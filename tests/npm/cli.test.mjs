// The command line, as a person or CI calls it.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { line, script, service, user } from './diagrams.mjs';

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

test('validate finds the forms that lie beside a diagram', () => {
  const property = '<spiffworkflow:property name="formJsonSchemaFilename" value="form.json" />';
  const form = `<extensionElements xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core"><spiffworkflow:properties>${property}</spiffworkflow:properties></extensionElements>`;
  mkdirSync(join(folder, 'forms'));
  file('forms/form.bpmn', line('form', [`<userTask id="fill" name="Fill in">${form}</userTask>`]));
  assert.match(signalbox('validate', 'forms').stdout, /form\/file-missing/);
  file('forms/form.json', '{ "type": "object" }');
  assert.doesNotMatch(signalbox('validate', 'forms').stdout, /form\/file-missing/);
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

/** A folder with tests: one that passes, one that fails, a recording. */
function tested() {
  const models = join(folder, 'models', 'sum');
  mkdirSync(models, { recursive: true });
  const write = (name, content) => writeFileSync(join(models, name), content);
  write('sum.bpmn', line('sum', [user('ask'), '<callActivity id="call" calledElement="add" />']));
  writeFileSync(join(folder, 'models', 'add.bpmn'), line('add', [script('plus', 'c = a + b')]));
  const tasks = { ask: { data: [{ a: 1, b: 2 }] } };
  const cases = {
    adds: { tasks, expected_output_json: { a: 1, b: 2, c: 3 } },
    'is <wrong>': { tasks, expected_output_json: {} },
  };
  write('test_sum.json', JSON.stringify(cases));
  const recording = {
    signalbox: 'recording',
    version: 1,
    name: 'waits',
    workspace: { profile: 'bpmn' },
    start: { process: 'sum', now: '2026-01-01T00:00:00Z' },
    acts: [{ do: 'run' }],
    mocks: { connectors: [], functions: [] },
    expected: {
      status: 'waiting',
      data: null,
      path: ['start'],
      dataObjects: {},
      dataStores: {},
      decisions: [],
      events: [],
      waiting: ['other'],
      incidents: [],
    },
    ignore: [],
  };
  write('sum.recording.json', JSON.stringify(recording));
}

test('test runs what it finds in folders and tells differences', () => {
  tested();
  const { status, stdout } = signalbox('test', 'models');
  assert.equal(status, 1);
  assert.match(stdout, /pass adds/);
  assert.match(stdout, /FAIL is <wrong>\n +data\.a is 1, expected nothing there/);
  assert.match(stdout, /FAIL waits\n +waiting\[0\] is "ask", expected "other"/);
  assert.match(stdout, /1 passed, 2 failed/);
  assert.equal(signalbox('test', 'models/sum/sum.recording.json').stdout.includes('adds'), false);
  assert.match(signalbox('test', 'models/sum/sum.bpmn', 'models/add.bpmn').stdout, /1 passed, 2 failed/);
  assert.match(signalbox('test', 'models/add.bpmn').stderr, /There are no tests/);
});

test('test writes JSON, JUnit and coverage for machines', () => {
  tested();
  const { results, coverage, passed, failed } = JSON.parse(
    signalbox('test', 'models', '--json', '--junit', 'report.xml').stdout,
  );
  assert.deepEqual([passed, failed, results.length], [1, 2, 3]);
  assert.deepEqual(
    coverage.processes.map(({ process, percent }) => [process, percent]),
    [
      ['add', 100],
      ['sum', 100],
    ],
  );
  const xml = readFileSync(join(folder, 'report.xml'), 'utf8');
  assert.match(xml, /<testsuites name="signalbox" tests="3" failures="2">/);
  assert.match(xml, /<testcase classname="processModel" name="is &lt;wrong&gt;" file="models\/sum\/test_sum\.json">/);
  assert.match(xml, /<failure message="data.a is 1, expected nothing there\.">/);
  assert.match(signalbox('test', 'models', '--coverage').stdout, /100 %\D+of all elements and flows/);
});

test('test --update writes recordings anew, and only these', () => {
  tested();
  const { status, stdout } = signalbox('test', 'models', '--update');
  assert.equal(status, 1);
  assert.match(stdout, /1 passed, 1 failed, 1 updated/);
  assert.equal(signalbox('test', 'models/sum/sum.recording.json').status, 0);
});

test('test without tests is wrong usage', () => {
  mkdirSync(join(folder, 'empty'), { recursive: true });
  assert.equal(signalbox('test', 'empty').status, 2);
  assert.equal(signalbox('test', 'nowhere').status, 2);
});

test('run does service tasks with the mocks and secrets of files, and records what they answered', () => {
  const call = service('find', 'crm/Find', { key: "'SPIFF_SECRET:KEY'" }, 'found');
  const mail = service('tell', 'smtp/SendEmail', { email_to: "'ada@x.test'", email_subject: "'Done'" }, 'sent');
  file('services.bpmn', line('services', [call, mail]));
  file(
    'services.json',
    JSON.stringify({ mocks: { 'crm/Find': { answer: { name: 'Ada' } }, 'smtp/*': { answer: null } } }),
  );
  const args = ['run', 'services.bpmn', '--connectors', 'services.json'];
  const { status, stdout } = signalbox(...args, '--record', 'recording.json', '--json');
  assert.equal(status, 0, stdout);
  const outcome = JSON.parse(stdout);
  assert.deepEqual(outcome.data, { found: { name: 'Ada' }, sent: null });
  assert.deepEqual(outcome.outbox[1].mail, { to: 'ada@x.test', subject: 'Done', body: '' });
  assert.match(signalbox(...args).stdout, /mock smtp\/SendEmail mail to ada@x\.test: Done: answered/);
  assert.equal(JSON.parse(readFileSync(join(folder, 'recording.json'), 'utf8')).signalbox, 'recording');
});

test('run calls services for real, tells an operator that nobody does, and shows no secret', () => {
  file(
    'real.bpmn',
    line('real', [service('get', 'http/GetRequest', { url: "'http://127.0.0.1:1/?key=SPIFF_SECRET:KEY'" }, 'r')]),
  );
  file('http.json', '{ "http": true }');
  file('secrets.json', '{ "KEY": "correct-horse-battery" }');
  const failed = signalbox(
    'run',
    'real.bpmn',
    '--connectors',
    'http.json',
    '--secrets',
    'secrets.json',
    '--json',
    '--trace',
  );
  assert.equal(failed.status, 1);
  assert.equal(JSON.parse(failed.stdout).incidents[0].diagnostic.code, 'connector/unreachable');
  assert.doesNotMatch(failed.stdout, /correct-horse/);
  file('none.json', '{ "mocks": { "http/GetReqest": { "answer": 1 } } }');
  assert.match(signalbox('run', 'real.bpmn', '--connectors', 'none.json').stdout, /Did you mean "http\/GetReqest"/);
  assert.match(
    signalbox('run', 'real.bpmn', '--connectors', 'http.json', '--secrets', 'env').stdout,
    /There is no secret "KEY"/,
  );
});
