// What people ask of an engine, one question each, where no other test is about it. docs/capabilities.md lists them all.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { load } from 'signalbox';
import { at } from '../../scripts/lib/root.mjs';
import { line, script, service, user } from './diagrams.mjs';

const first = at('docs', 'tutorial', 'models', '1-first', 'first-purchase.bpmn');
const fiveLines = at('examples', 'five-lines.mjs');
const node = (...args) => execFileSync(process.execPath, args, { encoding: 'utf8' });

let signalbox;
before(async () => {
  signalbox = await load();
});

/** A run of one process in a file of its own. */
async function start(xml, options = {}) {
  const workspace = signalbox.workspace({ language: 'python', ...options.workspace });
  workspace.put('test.bpmn', xml);
  await workspace.ready();
  const run = await workspace.start('test', { now: 0, ...options.run });
  run.continue();
  return { workspace, run };
}

/** A process with these nodes and flows, without a start event of its own. */
const drawn = (
  content,
  roots = '',
) => `<definitions id="d" xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" expressionLanguage="python">${roots}
  <process id="test" isExecutable="true">${content}</process></definitions>`;
const flow = (from, to, inner = '') =>
  `<sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}">${inner}</sequenceFlow>`;
const when = (text) => `<conditionExpression xsi:type="tFormalExpression">${text}</conditionExpression>`;

test('Q1: a script of Node runs a model with every way into the network shut', () => {
  const shut = `
    import { Socket } from 'node:net';
    import dns from 'node:dns';
    const refuse = () => { throw new Error('the network is off'); };
    Socket.prototype.connect = refuse;
    dns.lookup = refuse;
    for (const name of ['fetch', 'WebSocket', 'XMLHttpRequest']) globalThis[name] = refuse;`;
  const url = `data:text/javascript,${encodeURIComponent(shut)}`;
  assert.equal(node('--import', url, fiveLines, first), 'completed\n');
});

test('Q27: five lines take a diagram of people to its end', () => {
  assert.equal(node(fiveLines, first), 'completed\n');
  const lines = readFileSync(fiveLines, 'utf8').split('\n');
  assert.equal(lines.filter((text) => /^(const|while|workspace|run|console)/.test(text)).length, 5);
});

test('Q7: reset to the start keeps the ids without the file, and data objects go back too', async () => {
  const object = '<dataObject id="kept" /><dataObjectReference id="ref" dataObjectRef="kept" />';
  const out =
    '<dataOutputAssociation id="out"><targetRef>ref</targetRef><transformation>x</transformation></dataOutputAssociation>';
  const { workspace, run } = await start(
    line('test', [
      `<scriptTask id="set" scriptFormat="python">${out}<script>x = 1</script></scriptTask>`,
      user('ask'),
    ]).replace('<startEvent', `${object}<startEvent`),
  );
  const before = run.tasks().map(({ element }) => element);
  assert.deepEqual(
    run.dataObjects().map(({ value }) => value),
    [1],
  );
  const [begin] = run.tasks({ element: 'start', state: 'completed' });
  workspace.remove('test.bpmn');
  run.reset(begin.id);
  assert.deepEqual(
    run.dataObjects().map(({ value }) => value),
    [null],
  );
  run.continue();
  assert.deepEqual(
    run.tasks().map(({ element }) => element),
    before,
  );
});

test('Q18: an inclusive join waits for exactly the branches that were taken', async () => {
  const branches = ['a', 'b', 'c'];
  const { run } = await start(
    drawn(
      `<startEvent id="s" /><inclusiveGateway id="split" /><inclusiveGateway id="join" /><endEvent id="e" />
      ${[...branches, 'after'].map((id) => `<userTask id="${id}" />`).join('')}
      ${flow('s', 'split')}${flow('join', 'after')}${flow('after', 'e')}
      ${branches.map((id) => flow('split', id, when(id === 'c' ? 'False' : 'True')) + flow(id, 'join')).join('')}`,
    ),
  );
  const waiting = () => run.tasks({ manual: true, state: 'ready' }).sort((a, b) => a.element.localeCompare(b.element));
  const complete = (expected) => {
    assert.deepEqual(
      waiting().map(({ element }) => element),
      expected,
    );
    run.complete(waiting()[0].id);
    run.continue();
  };
  complete(['a', 'b']);
  complete(['b']);
  complete(['after']);
  assert.equal(run.status(), 'completed');
});

test('Q24: nothing native is in the package or in what it needs: no binaries, no scripts at installation', () => {
  const described = (...path) => JSON.parse(readFileSync(at(...path, 'package.json'), 'utf8'));
  const own = described();
  const needed = Object.keys(own.dependencies ?? {}).map((name) => described('node_modules', name));
  for (const { name, scripts = {}, gypfile } of [own, ...needed]) {
    assert.equal(gypfile, undefined, name);
    for (const moment of ['preinstall', 'install', 'postinstall']) assert.equal(scripts[moment], undefined, name);
  }
  assert.deepEqual(
    own.files.filter((name) => !/\.(js|wasm)$|assets|types|LICENSE/.test(name)),
    [],
  );
});

test('Q25: an import of what could reach outside is refused with its line before the script starts', async () => {
  const { workspace } = await start(line('test', [user('ask'), script('leave', 'x = 1\nimport os')]));
  const problem = workspace.validate().find(({ code }) => code === 'python/import');
  assert.equal(problem.element, 'leave');
  assert.match(problem.message, /os/);
  // The script begins in the sixth line of the file; the import is its second.
  assert.equal(problem.range.start.line, 7);
  assert.match(problem.help, /service task/);
});

test('Q25: an import of what is there under a name is no problem, and a misspelt one is told', async () => {
  const { workspace } = await start(line('test', [script('leave', 'import datetime\nimport jsonn')]));
  const [problem, ...others] = workspace.validate().filter(({ code }) => code === 'python/import');
  assert.deepEqual(others, []);
  assert.match(problem.help, /Did you mean `json`/);
});

test('a text without quotes in a parameter is told before anything runs', async () => {
  for (const profile of ['bpmn', 'spiffworkflow']) {
    const workspace = signalbox.workspace({ profile, language: 'python' });
    workspace.put('test.bpmn', line('test', [service('call', 'http/GetRequest', { url: 'https://x' }, 'r')]));
    await workspace.ready();
    const [problem] = workspace.validate().filter(({ severity }) => severity === 'error');
    assert.deepEqual([problem.code, problem.element], ['python/syntax', 'call']);
    assert.match(problem.help, /Did you mean `'https:\/\/x'`\?/);
  }
});

test('one model calls a service and takes an answer in by a message', async () => {
  const wait = `<receiveTask id="answer" messageRef="answered"><extensionElements>
    <spiffworkflow:messageVariable>reply</spiffworkflow:messageVariable></extensionElements></receiveTask>`;
  const xml = line('test', [service('call', 'crm/Find', { name: "'Ada'" }, 'customer'), wait]).replace(
    '<process',
    '<message id="answered" name="answered" /><process',
  );
  const asked = [];
  const find = ({ name }) => {
    asked.push(name);
    return { id: 7 };
  };
  const { run } = await start(xml, {
    workspace: { profile: 'spiffworkflow' },
    run: { connectors: { 'crm/Find': find } },
  });
  assert.deepEqual([asked, run.status()], [['Ada'], 'waiting']);
  run.send({ message: 'answered', payload: { ok: true } });
  run.continue();
  const { customer, reply } = run.info().data;
  assert.deepEqual([run.status(), customer.id, reply], ['completed', 7, { ok: true }]);
});

test('a data object that is edited under the run is what the next task reads', async () => {
  const object = '<dataObject id="kept" /><dataObjectReference id="ref" dataObjectRef="kept" />';
  const out =
    '<dataOutputAssociation id="out"><sourceRef>kept</sourceRef><targetRef>ref</targetRef></dataOutputAssociation>';
  const into =
    '<dataInputAssociation id="in"><sourceRef>ref</sourceRef><targetRef>kept</targetRef></dataInputAssociation>';
  const xml = line('test', [
    `<scriptTask id="write" scriptFormat="python">${out}<script>kept = 1</script></scriptTask>`,
    user('ask'),
    `<scriptTask id="read" scriptFormat="python">${into}<script>seen = kept</script></scriptTask>`,
  ]).replace('<startEvent', `${object}<startEvent`);
  const { run } = await start(xml, { workspace: { profile: 'spiffworkflow' } });
  assert.deepEqual(
    run.dataObjects().map(({ id, value }) => [id, value]),
    [['kept', 1]],
  );
  run.editDataObject('kept', 5);
  run.complete(run.tasks({ state: 'ready' })[0].id);
  run.continue();
  assert.equal(run.info().data.seen, 5);
});

test('Q40: an event that nobody waits for is handed out once', async () => {
  const thrown =
    '<intermediateThrowEvent id="tell"><signalEventDefinition id="sd" signalRef="sig" /></intermediateThrowEvent>';
  const { run } = await start(
    line('test', [thrown, user('ask')]).replace('<process', '<signal id="sig" name="done" /><process'),
  );
  assert.deepEqual(
    run.events().map(({ name }) => name),
    ['done'],
  );
  assert.deepEqual(run.events(), []);
});

test('Q40: an event that is sent in reaches who waits, one task where it is meant, and is refused where nobody waits', async () => {
  const signal = '<signalEventDefinition id="sd" signalRef="sig" />';
  const branches = ['a', 'b'].map(
    (id) =>
      `<intermediateCatchEvent id="${id}">${signal.replace('sd', `sd_${id}`)}</intermediateCatchEvent>${flow('fork', id)}`,
  );
  const { run } = await start(
    drawn(
      `<startEvent id="s" /><parallelGateway id="fork" />${flow('s', 'fork')}${branches.join('')}`,
      '<signal id="sig" name="go" />',
    ),
  );
  const waiting = () => run.tasks({ state: 'waiting' }).map(({ element }) => element);
  assert.deepEqual(waiting(), ['a', 'b']);
  assert.throws(() => run.send({ signal: 'stop' }, { require: true }), { code: 'run/not-waiting' });
  const [, { id: target }] = run.tasks({ state: 'waiting' });
  run.send({ signal: 'go', target }, { require: true });
  run.continue();
  assert.deepEqual(waiting(), ['a']);
  run.send({ signal: 'go' });
  run.continue();
  assert.equal(run.status(), 'completed');
});

test('Q32: a collaboration begins with all its pools, and they exchange a message', async () => {
  const { workspace } = await start(line('test', [user('ask')]));
  workspace.put(
    'pools.bpmn',
    `<definitions id="p" xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t" expressionLanguage="python"
    xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core">
    <collaboration id="both"><participant id="Shop" processRef="shop" /><participant id="Buyer" processRef="buyer" /></collaboration>
    <message id="order" name="order"><extensionElements><spiffworkflow:messagePayload>{"item": "bike"}</spiffworkflow:messagePayload>
      <spiffworkflow:messageVariable>order</spiffworkflow:messageVariable></extensionElements></message>
    <process id="shop" isExecutable="true"><startEvent id="ordered"><messageEventDefinition id="md" messageRef="order" /></startEvent>
      <userTask id="pack" />${flow('ordered', 'pack')}</process>
    <process id="buyer" isExecutable="true"><startEvent id="begin" /><userTask id="choose" /><sendTask id="buy" messageRef="order" />
      ${flow('begin', 'choose')}${flow('choose', 'buy')}</process></definitions>`,
  );
  const run = await workspace.start({ collaboration: 'both' });
  const ready = () => run.tasks({ state: 'ready' }).map(({ element, process }) => `${process} ${element}`);
  run.continue();
  // A pool that begins with a message waits for it.
  assert.deepEqual(ready(), ['buyer choose']);
  run.complete(run.tasks({ state: 'ready' })[0].id);
  run.continue();
  assert.deepEqual(ready(), ['shop pack']);
  assert.deepEqual(run.tasks({ state: 'ready' })[0].data.order, { item: 'bike' });
});

test('Q44: what cannot be saved is refused where it is assigned, with the path and a way out', async () => {
  const { run } = await start(line('test', [script('set', 'x = {"inner": len}')]));
  const [incident] = run.info().incidents;
  assert.equal(incident.diagnostic.code, 'run/not-serializable');
  assert.match(incident.diagnostic.message, /x\.inner/);
  assert.equal(incident.diagnostic.element, 'set');
});

const unsaveable = [
  ['x = {"items": [0, 1, {"f": lambda: 1}]}', 'x.items[2].f is a function'],
  ['y = 1\nx = len', 'x is a builtin_function_or_method'],
  ['def f(): pass\nx = [f]', 'x[0] is a function'],
  ['def f(): pass\nx = f', 'x is a function'],
  ['x = {"kind": int}', 'x.kind is a type'],
  ['import math\nx = math', 'x is a module'],
  ['x = {"a b": iter([1])}', "x['a b'] is a list_iterator"],
  ['x = {"a": 1}.items()', 'x is a dict_items'],
  ['x = []\nx.append(x)', 'x[0] is a reference to itself'],
  ['import json\nx = {"parts": [json]}', 'x.parts[0] is a module'],
  ['x = {"lines": [{"each": {"f": 1}.values()}]}', 'x.lines[0].each is a dict_values'],
  ['class Box:\n    pass\nx = {"of": [Box]}', 'x.of[0] is a class'],
  ['class Box:\n    def __init__(self):\n        self.inner = {"f": [len]}\nx = {"box": [Box()]}', 'x.box[0] is a Box'],
  ['x = {"numbers": [range(3)]}', 'x.numbers[0] is a range'],
  ['import re\nx = {"pattern": [re.compile("a")]}', 'x.pattern[0] is a re.compile'],
];

for (const [text, path] of unsaveable) {
  test(`Q44: refused with path, line and a way out: ${text.replaceAll('\n', '; ')}`, async () => {
    const pre = user('ask').replace(
      ' />',
      `><extensionElements><spiffworkflow:preScript><![CDATA[${text}]]></spiffworkflow:preScript></extensionElements></userTask>`,
    );
    for (const node of [script('set', text), pre]) {
      const { run } = await start(line('test', [node]));
      const [{ diagnostic }] = run.info().incidents;
      assert.equal(diagnostic.code, 'run/not-serializable');
      assert.match(diagnostic.message, new RegExp(`${path.replace(/[[\].]/g, '\\$&')}, which cannot be saved`));
      assert.match(diagnostic.help, /list\(\.\.\.\)/);
      assert.ok(diagnostic.range.start.line > 1);
    }
  });
}

const unsaveableInJavaScript = [
  ['x = { items: [0, { f: () => 1 }] }', 'x.items[1].f is a function'],
  [
    'class Box { constructor() { this.inner = { f: [() => 1] }; } }\nx = { box: new Box() }',
    'x.box.inner.f[0] is a function',
  ],
  ['class Box {}\nx = [Box]', 'x[0] is a function'],
  ['x = { lines: [[1].values()] }', 'x.lines[0] is an object with more to it than fields'],
  ['x = { each: (function* () { yield 1; })() }', 'x.each is an object with more to it than fields'],
  ['x = { later: [Promise.resolve(1)] }', 'x.later[0] is a promise'],
  ['x = { name: Symbol("a") }', 'x.name is a symbol'],
  ['x = { pattern: [/a/] }', 'x.pattern[0] is a regular expression'],
  ['x = { known: new WeakMap() }', 'x.known is an object with more to it than fields'],
];

for (const [text, path] of unsaveableInJavaScript) {
  test(`Q44: refused in JavaScript with path, line and a way out: ${text.replaceAll('\n', '; ')}`, async () => {
    const { run } = await start(line('test', [script('set', text, 'javascript')]));
    const [{ diagnostic }] = run.info().incidents;
    assert.deepEqual([diagnostic.code, diagnostic.element], ['run/not-serializable', 'set']);
    assert.ok(diagnostic.message.includes(`${path}, which cannot be saved`), diagnostic.message);
    assert.match(diagnostic.help, /Keep numbers, texts, lists, plain objects/);
    assert.ok(diagnostic.range.start.line > 1);
  });
}

test('Q44: a file that is opened is refused before it is anything to save', async () => {
  const { run } = await start(line('test', [script('set', 'x = {"f": [open("a.txt")]}')]));
  const [{ diagnostic }] = run.info().incidents;
  assert.equal(diagnostic.code, 'run/script-denied');
  assert.match(diagnostic.help, /service task/);
});

class Person {
  constructor() {
    this.name = 'Ada';
  }
}
const around = { inner: {} };
around.inner.out = around;

const given = [
  [() => 1, 'data.x is a function'],
  [{ items: [1, 2, { f: () => 1 }] }, 'data.x.items[2].f is a function'],
  [[Symbol('a')], 'data.x[0] is a symbol'],
  [{ [Symbol('a')]: 1 }, 'data.x is an object with a symbol as a key'],
  [around, 'data.x.inner.out is a reference to what is around it'],
  [{ when: new Date(Number.NaN) }, 'data.x.when is an invalid date'],
  [[/a/], 'data.x[0] is a RegExp'],
  [new Error('no'), 'data.x is an Error'],
  [{ later: Promise.resolve(1) }, 'data.x.later is a Promise'],
  [new WeakMap(), 'data.x is a WeakMap'],
  [new ArrayBuffer(2), 'data.x is an ArrayBuffer'],
  [[1].values(), 'data.x is an Array Iterator'],
  [{ text: '\ud800' }, 'data.x.text is a text with half a character'],
  [10n, undefined, 10],
  [2n ** 80n, undefined, 2n ** 80n],
  [Number.NaN, undefined, { $type: 'float', value: 'nan' }],
  [[-Infinity], undefined, [{ $type: 'float', value: '-inf' }]],
  [new Map([['a', 1]]), undefined, { $type: 'dict', value: [['a', 1]] }],
  [new Set([1]), undefined, { $type: 'set', value: [1] }],
  [new Date(0), undefined, { $type: 'datetime', value: '1970-01-01T00:00:00.000Z' }],
  [new Uint8Array([1, 2]), undefined, { $type: 'bytes', value: 'AQI=' }],
  [new Person(), undefined, { name: 'Ada' }],
  ['😀 \\ud800', undefined, '😀 \\ud800'],
];

for (const [at, [value, refused, kept]] of given.entries()) {
  test(`Q44: what a host gives is data or refused with its path: ${refused ?? `case ${at} is kept`}`, async () => {
    const { run } = await start(line('test', [user('ask')]));
    const [{ id }] = run.tasks({ state: 'ready' });
    if (refused) {
      assert.throws(
        () => run.complete(id, { x: value }),
        ({ code, message }) => {
          assert.equal(code, 'api/not-data');
          assert.ok(message.startsWith(refused), message);
          return true;
        },
      );
      return;
    }
    run.complete(id, { x: value });
    run.continue();
    assert.deepEqual(run.info().data, { x: kept });
  });
}

test('Q44: sets, dates and decimals keep their kind over a save', async () => {
  const { workspace, run } = await start(
    line('test', [script('set', 'a = {1, 2}\nb = datetime(2026, 3, 2)\nc = decimal.Decimal("1.10")'), user('ask')]),
  );
  const again = await workspace.restore(run.save());
  const of = (one) => one.tasks({ state: 'ready' })[0].data;
  assert.deepEqual(of(again), of(run));
  assert.deepEqual(Object.keys(of(again)).sort(), ['a', 'b', 'c']);
});

test('the inputs and outputs of a called process are all that crosses', async () => {
  const specification = `<ioSpecification id="io"><dataInput id="price" name="price" /><dataOutput id="tax" name="tax" />
    <inputSet id="is"><dataInputRefs>price</dataInputRefs></inputSet><outputSet id="os"><dataOutputRefs>tax</dataOutputRefs></outputSet></ioSpecification>`;
  const called = line('tax', [script('reckon', 'tax = price * 0.19\nscratch = 1')]).replace(
    '<startEvent',
    `${specification}<startEvent`,
  );
  const workspace = signalbox.workspace({ profile: 'spiffworkflow', language: 'python' });
  workspace.put('tax.bpmn', called);
  workspace.put('test.bpmn', line('test', ['<callActivity id="call" calledElement="tax" />']));
  await workspace.ready();
  const run = await workspace.start('test', { data: { price: 100, other: 2 } });
  run.continue();
  assert.deepEqual(run.info().data, { price: 100, other: 2, tax: 19 });
  const [inside] = run.tasks({ element: 'reckon', finished: true });
  assert.deepEqual(Object.keys(inside.data).sort(), ['price', 'scratch', 'tax']);
  const without = await workspace.start('test', { data: { other: 2 } });
  without.continue();
  const [{ diagnostic }] = without.info().incidents;
  assert.deepEqual([diagnostic.code, diagnostic.element], ['run/missing-variable', 'call']);
  assert.match(diagnostic.message, /price/);
});

test('wrong options are refused with key, what was given and what is expected', async () => {
  const workspace = signalbox.workspace();
  workspace.put('test.bpmn', line('test', [user('ask')]));
  await assert.rejects(workspace.start('test', { dat: {} }), ({ code, message }) => {
    assert.equal(code, 'api/invalid-option');
    assert.match(message, /start has no option "dat"\. Did you mean "data"\?/);
    return true;
  });
  assert.throws(
    () => signalbox.workspace({ profile: 'spif' }),
    ({ code, message, help }) => {
      assert.equal(code, 'api/invalid-option');
      assert.match(`${message} ${help}`, /"profile" .*'spiffworkflow', got "spif"/);
      return true;
    },
  );
});

test('one model gives the same from memory and from disk', async () => {
  const text = readFileSync(first, 'utf8');
  const logs = [];
  for (const content of [text, readFileSync(first), new TextEncoder().encode(text)]) {
    const workspace = signalbox.workspace();
    workspace.put('first.bpmn', content);
    const run = await workspace.start('first_purchase', { now: 0, seed: 1 });
    run.continue();
    logs.push(JSON.stringify(run.log()));
  }
  assert.equal(new Set(logs).size, 1);
});
