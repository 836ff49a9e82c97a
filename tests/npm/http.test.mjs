// The built-in HTTP operators and connector proxies, against real servers on localhost. Named after the questions they answer.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { callbackHandler, http, load, SignalboxError } from 'signalbox';
import { incident, ran } from './connecting.mjs';
import { startProxy, startService } from './connector-proxy.mjs';
import { catching, retry, script, service } from './diagrams.mjs';

let signalbox;
let web;
before(async () => {
  signalbox = await load();
  web = await startService();
});
after(() => web.close());

const texts = (parameters) =>
  Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, literal(value)]));
const literal = (value) =>
  JSON.stringify(value)
    .replaceAll('"', "'")
    .replace(/\btrue\b/g, 'True');
const request = (name, path, parameters = {}, more = '') =>
  service('call', `http/${name}Request`, texts({ url: `${web.url}${path}`, ...parameters }), 'r', more);

/** What a request answered, and what the service saw. */
async function asked(name, path, parameters, options = {}) {
  const prepare = (connectors) => connectors.use(http(options));
  const { info } = await ran(signalbox, [request(name, path, parameters)], { prepare });
  assert.deepEqual(info.incidents, []);
  return { result: info.data.r, sent: web.calls.at(-1) };
}

test('Q16: GET gives body, mimetype and status; the operator is named', async () => {
  const { result, sent } = await asked('Get', '/echo?a=1', {
    params: { b: 2, c: [3, 4] },
    headers: { 'X-Mine': 'yes' },
  });
  assert.equal(sent.url, '/echo?a=1&b=2&c=3&c=4');
  assert.equal(sent.headers['x-mine'], 'yes');
  const { body, ...rest } = result;
  assert.equal(body.method, 'GET');
  assert.deepEqual(rest, {
    mimetype: 'application/json',
    http_status: 200,
    headers: {},
    operator_identifier: 'http/GetRequest',
  });
});

test('Q16: what is no JSON comes as raw_response', async () => {
  const { result } = await asked('Get', '/text', {});
  assert.deepEqual(result.body, { raw_response: 'plain words' });
  assert.equal(result.mimetype, 'text/plain');
});

test('Q16: POST, PUT, PATCH and DELETE send data in the format asked for', async () => {
  const cases = [
    ['Post', {}, 'application/json', '{"a":1,"b":"x y"}'],
    ['Put', { body_format: 'json' }, 'application/json', '{"a":1,"b":"x y"}'],
    ['Patch', { body_format: 'form' }, 'application/x-www-form-urlencoded', 'a=1&b=x+y'],
    ['Delete', { body_format: 'none' }, undefined, ''],
  ];
  for (const [name, more, type, body] of cases) {
    const { sent } = await asked(name, '/echo', { data: { a: 1, b: 'x y' }, ...more });
    assert.deepEqual([sent.method, sent.headers['content-type'], sent.body], [name.toUpperCase(), type, body]);
  }
  const { sent } = await asked('Post', '/echo', {
    data: 'as it is',
    body_format: 'raw',
    headers: { 'Content-Type': 'text/csv' },
  });
  assert.deepEqual([sent.headers['content-type'], sent.body], ['text/csv', 'as it is']);
});

test('HEAD, empty answers, and headers of the answer on demand', async () => {
  assert.deepEqual((await asked('Head', '/echo', {})).result.body, {});
  assert.deepEqual((await asked('Delete', '/empty', {})).result.http_status, 204);
  const { result } = await asked('Post', '/echo', { include_response_headers: true });
  assert.equal(result.headers['x-served-by'], 'test');
});

test('basic authentication goes as a header', async () => {
  const { sent, result } = await asked('Get', '/echo', { basic_auth_username: 'ada', basic_auth_password: 'passwörd' });
  assert.equal(sent.headers.authorization, `Basic ${Buffer.from('ada:passwörd').toString('base64')}`);
  assert.doesNotMatch(JSON.stringify(result), new RegExp(Buffer.from('ada:passwörd').toString('base64')));
});

test('Q16: a status from 300 is the error HttpError404, which a boundary event catches', async () => {
  const prepare = (connectors) => connectors.use(http());
  const { info } = await ran(signalbox, catching('test', request('Get', '/status/404'), 'HttpError404'), { prepare });
  assert.deepEqual(info.data, { caught: true });
  const uncaught = await ran(signalbox, [request('Get', '/status/500')], { prepare });
  assert.match(
    incident(uncaught).message,
    /GET http:.*\/status\/500 was answered with 500 Internal Server Error: \{"told":"500"\}/,
  );
});

test('Q16: what a service answered beside its error reaches an escalation event, and a task that goes on', async () => {
  const escalating = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core" targetNamespace="urn:test">
    <escalation id="told" escalationCode="HttpError404"><extensionElements>
      <spiffworkflow:variableName>told</spiffworkflow:variableName></extensionElements></escalation>
    <process id="test" isExecutable="true"><startEvent id="start" />${request('Get', '/status/404')}<endEvent id="end" />
      <boundaryEvent id="notice" attachedToRef="call" cancelActivity="false"><escalationEventDefinition escalationRef="told" /></boundaryEvent>
      <endEvent id="noticed" /><sequenceFlow id="f1" sourceRef="start" targetRef="call" />
      <sequenceFlow id="f2" sourceRef="call" targetRef="end" /><sequenceFlow id="f3" sourceRef="notice" targetRef="noticed" />
    </process></definitions>`;
  const { info } = await ran(signalbox, escalating, { prepare: (connectors) => connectors.use(http()) });
  assert.equal(info.status, 'completed');
  assert.equal(info.data.r.http_status, 404);
  assert.deepEqual(info.data.r.body, { told: '404' });
  assert.equal(info.data.told.error_code, 'HttpError404');
  assert.equal(info.data.told.status_code, 404);
});

test('Q43: the GET request of the FAQ runs as it stands; a parameter without value is left out', async () => {
  const faq = `<serviceTask id="get"><extensionElements><spiffworkflow:serviceTaskOperator id="http/GetRequest" resultVariable="data">
    <spiffworkflow:parameters><spiffworkflow:parameter id="basic_auth_password" type="str" /><spiffworkflow:parameter id="headers" type="any" />
    <spiffworkflow:parameter id="url" type="str" value="'${web.url}/echo'" /></spiffworkflow:parameters>
    </spiffworkflow:serviceTaskOperator></extensionElements></serviceTask>`;
  const { info } = await ran(signalbox, [faq, script('after', "method = data['body']['method']")], {
    prepare: (connectors) => connectors.use(http()),
  });
  assert.deepEqual(info.incidents, []);
  assert.equal(info.data.method, 'GET');
});

test('a wrong address, no server and no answer in time are told apart', async () => {
  const failing = async (url, options) =>
    incident(
      await ran(signalbox, [service('call', 'http/GetRequest', { url: `'${url}'` }, 'r')], {
        prepare: (connectors) => connectors.use(http(options)),
      }),
    );
  assert.equal((await failing('example')).code, 'connector/bad-url');
  const gone = await startService();
  gone.close();
  const refused = await failing(gone.url);
  assert.deepEqual(
    [refused.code, /cannot be reached: .*ECONNREFUSED/.test(refused.message)],
    ['connector/unreachable', true],
  );
  assert.equal((await failing(`${web.url}/slow`, { timeout: 40 })).code, 'connector/timeout');
});

test('Q38: a call that CORS stops tells the origin and the headers that are needed', async (context) => {
  const allowed = globalThis.location;
  context.after(() => Object.defineProperty(globalThis, 'location', { value: allowed, configurable: true }));
  Object.defineProperty(globalThis, 'location', { value: new URL('https://page.test/app'), configurable: true });
  // A browser rejects the call, and answers the one whose answer the page may not read.
  const fetch = async (_url, { mode }) => {
    if (mode === 'no-cors') return new Response();
    throw new TypeError('Failed to fetch');
  };
  const task = service(
    'call',
    'http/PutRequest',
    { url: "'https://api.test/a'", data: '1', headers: "{'X-Mine': '1'}" },
    'r',
  );
  const found = incident(await ran(signalbox, [task], { prepare: (connectors) => connectors.use(http({ fetch })) }));
  assert.equal(found.code, 'connector/cors');
  assert.match(found.message, /https:\/\/api\.test answers, but does not allow the page https:\/\/page\.test/);
  assert.match(
    found.help,
    /Access-Control-Allow-Origin: https:\/\/page\.test; Access-Control-Allow-Methods: PUT; Access-Control-Allow-Headers: content-type, x-mine/,
  );
});

/** Runs one command of a proxy. */
async function commanded(id, parameters = {}, { more = '', proxy = {}, code, ...options } = {}) {
  const server = await startProxy({ apiKey: 'proxy-key-1', offers: [{ id, parameters: [] }] });
  const task = service('call', id, texts(parameters), 'r', more);
  const prepare = (connectors) => connectors.addProxy({ url: server.url, apiKey: 'proxy-key-1', ...proxy });
  try {
    const found = await ran(
      signalbox,
      code === undefined ? [script('set', 'x = 1'), task] : catching('test', task, code),
      { prepare, ...options },
    );
    return { ...found, calls: server.calls, call: server.calls.at(-1), server };
  } finally {
    server.close();
  }
}

test('Q42: a proxy brings its commands; a second one merges, and a clash is told', async () => {
  const one = await startProxy();
  const two = await startProxy({
    offers: [
      { id: 'crm/Find', parameters: [] },
      { id: 'aws/Put', parameters: [] },
    ],
  });
  const { connectors } = signalbox.workspace();
  assert.deepEqual(await connectors.addProxy({ url: `${one.url}/`, name: 'one' }), {
    name: 'one',
    kind: 'proxy',
    operators: 3,
    url: one.url,
  });
  await connectors.addProxy({ url: two.url, name: 'two' });
  assert.deepEqual(
    connectors.list().map(({ id, source }) => [id, source]),
    [
      ['echo/Say', 'one'],
      ['crm/Find', 'one'],
      ['smtp/SendEmail', 'one'],
      ['aws/Put', 'two'],
    ],
  );
  assert.deepEqual(connectors.list()[0].parameters, [{ id: 'text', type: 'str', required: true }]);
  assert.deepEqual(
    connectors.clashes().map(({ code, message }) => [code, message]),
    [['connector/clash', 'crm/Find is offered by one and two; one does it.']],
  );
  two.close();
  await connectors.refresh('two');
  const problem = connectors.sources().find(({ name }) => name === 'two');
  assert.deepEqual([problem.operators, problem.problem.reason], [2, 'connector/unreachable']);
  assert.equal(connectors.drop('one'), true);
  assert.deepEqual(connectors.clashes(), []);
  one.close();
});

test('a proxy tells its ways to sign in, and whether it is there', async () => {
  const proxy = await startProxy({ apiKey: 'right' });
  const { connectors } = signalbox.workspace();
  await connectors.addProxy({ url: proxy.url, name: 'one', apiKey: 'right' });
  await connectors.addProxy({ url: `${web.url}/empty`, name: 'other' });
  assert.deepEqual(await connectors.auths(), [{ id: 'xero/OAuth', parameters: [], source: 'one' }]);
  assert.deepEqual((await connectors.liveness())[0], { name: 'one', alive: true });
  proxy.close();
  const [{ alive, problem }] = await connectors.liveness();
  assert.deepEqual([alive, problem.reason], [false, 'connector/unreachable']);
  assert.deepEqual(await connectors.auths(), []);
});

test('a proxy that lists nothing is told', async () => {
  const { connectors } = signalbox.workspace();
  assert.equal((await connectors.addProxy({ url: `${web.url}/text` })).problem.reason, 'connector/no-commands');
});

test('Q4: on the wire the data of the task is spiff__task_data', async () => {
  const { call, info } = await commanded(
    'echo/Say',
    { text: 'hi' },
    { instance: 'run-9', proxy: { callbackUrl: 'https://me.test/answers/' } },
  );
  assert.deepEqual(call.body, {
    text: 'hi',
    spiff__process_instance_id: 'run-9',
    spiff__process_model_identifier: 'test',
    spiff__task_id: call.body.spiff__task_id,
    spiff__task_data: { x: 1 },
    spiff__callback_url: `https://me.test/answers/run-9/${call.body.spiff__task_id}`,
  });
  assert.deepEqual(
    [call.method, call.url, call.headers['spiff-connector-proxy-api-key']],
    ['POST', '/v1/do/echo/Say', 'proxy-key-1'],
  );
  assert.deepEqual(
    [info.data.r.body.said, info.data.r.http_status, info.data.r.operator_identifier],
    ['hi', 200, 'echo/Say'],
  );
});

test('older answers of proxies are understood', async () => {
  assert.deepEqual((await commanded('echo/Older')).info.data.r, { anything: 1 });
  const { info, connectors } = await commanded('echo/ApiResponse');
  assert.deepEqual(info.data.r, { ok: true });
  assert.deepEqual(connectors.secrets.names(), ['OAUTH']);
});

test('errors of a proxy are thrown by their codes, and a boundary event catches them', async () => {
  const cases = [
    ['echo/Code', 'CustomerUnknown', 'no such customer'],
    ['echo/CodeWithStatus', 'Broken', 'it broke'],
    ['echo/Upstream', 'ServiceTaskHttpError410', /answered with status 410: \{"why":"gone"\}/],
    ['echo/Bad', 'ServiceTaskOperatorReturnedBadStatusError', /with status 400: bad request/],
    ['echo/Invalid', 'ServiceTaskOperatorReturnedInvalidJsonError', /no JSON: <html>not json/],
  ];
  for (const [id, code, message] of cases) {
    assert.deepEqual((await commanded(id, {}, { code })).info.data, { caught: true });
    const { connectors } = await commanded(id, {}, { code: 'AnotherCode' });
    const { error } = connectors.outbox.entries()[0];
    assert.equal(error.code, code);
    assert.match(error.message, message instanceof RegExp ? message : new RegExp(message));
  }
});

test('a wrong API key is told', async () => {
  const { connectors } = signalbox.workspace();
  const server = await startProxy({ apiKey: 'right-key' });
  const { problem } = await connectors.addProxy({ url: server.url, apiKey: 'wrong-key' });
  server.close();
  assert.match(`${problem.message} ${problem.help}`, /status 401.*API key/);
});

test('a server in trouble is tried again; the wait is seen, and the clock of the run moves it', async () => {
  const server = await startProxy({ offers: [{ id: 'echo/Flaky', parameters: [] }] });
  const task = service('call', 'echo/Flaky', {}, 'r', retry(3, 2));
  const { run, connectors } = await ran(signalbox, [task], { prepare: (known) => known.addProxy({ url: server.url }) });
  assert.deepEqual(
    run.waiting().map(({ for: what, due }) => [what, due]),
    [['job', 2000]],
  );
  run.advance('PT2S');
  run.continue();
  await run.settled();
  server.close();
  assert.equal(run.info().data.r.body, 'fine');
  assert.deepEqual(
    connectors.outbox.entries().map(({ attempt, state, time }) => [attempt, state, time]),
    [
      [1, 'failed', 0],
      [2, 'answered', 2000],
    ],
  );
});

test('without retry, or when the failure is for good, nothing is tried again', async () => {
  assert.equal((await commanded('echo/Busy')).calls.length, 2);
  const bad = await commanded('echo/Bad', {}, { more: retry(3, 2) });
  assert.deepEqual([bad.calls.length, bad.info.status], [2, 'incident']);
  assert.equal((await commanded('echo/Busy', {}, { more: retry(3, 2) })).run.waiting()[0].due, 2000);
});

test('a proxy that is too slow is given up', async () => {
  assert.equal(incident(await commanded('echo/Slow', {}, { proxy: { timeout: 50 } })).code, 'connector/timeout');
});

test('Q39: a 202 leaves the task STARTED, and the callback completes it', async () => {
  const { run, call, connectors } = await commanded(
    'echo/Later',
    {},
    { instance: 'order-7', proxy: { callbackUrl: 'https://me.test/v1/answers' } },
  );
  assert.deepEqual(
    run.tasks({ element: 'call', finished: true }).map(({ state }) => state),
    ['STARTED'],
  );
  const handle = callbackHandler((name) => (name === 'order-7' ? run : undefined));
  const put = (url, body) =>
    handle(new Request(url, { method: 'PUT', body: typeof body === 'string' ? body : JSON.stringify(body) }));
  const url = call.body.spiff__callback_url;
  const answer = {
    command_response: { body: { done: true }, mimetype: 'application/json', http_status: 200 },
    command_response_version: 2,
  };
  assert.equal((await put('https://me.test/v1/answers/other/1', answer)).status, 404);
  assert.equal((await put(url, 'no json')).status, 400);
  assert.equal((await put(url, answer)).status, 200);
  assert.deepEqual(run.info().data.r.body, { done: true });
  assert.equal((await put(url, answer)).status, 409);
  assert.deepEqual(
    connectors.outbox.entries().map(({ state }) => state),
    ['answered'],
  );
});

test('a callback without a body in its envelope is refused, and one with an error fails the task', async () => {
  const { run } = await commanded('echo/Later');
  const [{ task }] = run.jobs();
  await assert.rejects(run.callback(task, { command_response: {} }), SignalboxError);
  await run.callback(task, { command_response: { body: null }, error: { error_code: 'Late', message: 'too late' } });
  assert.match(run.info().incidents[0].diagnostic.message, /too late/);
});
