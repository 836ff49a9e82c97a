// Secrets: put in at the moment of the call, found nowhere afterwards. Named after the questions they answer.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { http, load, mock } from 'signalbox';
import { incident, ran } from './connecting.mjs';
import { startProxy, startService } from './connector-proxy.mjs';
import { script, service } from './diagrams.mjs';

const KEY = 'correct-horse-battery';
const OTHER = 'pa$$word/with+signs';

let signalbox;
let web;
before(async () => {
  signalbox = await load();
  web = await startService();
});
after(() => web.close());

/** What a connector was given for these parameters (expressions). */
async function given(parameters, provide = (secrets) => secrets.provide({ KEY, OTHER })) {
  let seen;
  const prepare = (connectors) => {
    provide(connectors.secrets);
    connectors.register({
      id: 'a/B',
      run: (parameters) => {
        seen = parameters;
      },
    });
  };
  const found = await ran(signalbox, [service('call', 'a/B', parameters, 'r')], { prepare });
  return { ...found, seen };
}

test('Q12: a secret stands in for its name anywhere in a text, in lists and maps, and several in one text', async () => {
  const { seen } = await given({
    plain: "'SPIFF_SECRET:KEY'",
    both: "'a SPIFF_SECRET:KEY b SPIFF_SECRET:OTHER.'",
    list: "['SPIFF_SECRET:KEY', {'deep': ['x SPIFF_SECRET:OTHER']}]",
    whole: "'secret:KEY'",
    text: "'no secret:KEY inside'",
  });
  assert.deepEqual(seen, {
    plain: KEY,
    both: `a ${KEY} b ${OTHER}.`,
    list: [KEY, { deep: [`x ${OTHER}`] }],
    whole: KEY,
    text: 'no secret:KEY inside',
  });
});

test('Q12: a provider may be asked, and files come from one of their own', async () => {
  const { seen } = await given({ key: "'SPIFF_SECRET:asked'", file: "'file:letter.html'" }, (secrets) => {
    secrets.provide(async (name) => `value of ${name}`);
    secrets.provideFiles({ 'letter.html': '<p>Hello</p>' });
  });
  assert.deepEqual(seen, { key: 'value of asked', file: '<p>Hello</p>' });
});

test('Q12: an unknown secret is told before the call', async () => {
  const found = await given({ key: "'SPIFF_SECRET:NONE'" });
  assert.equal(found.seen, undefined);
  assert.deepEqual(
    [incident(found).code, incident(found).message],
    ['connector/unknown-secret', 'There is no secret "NONE"; the call was not made.'],
  );
  assert.equal(incident(await given({ file: "'file:none.txt'" })).code, 'connector/unknown-file');
});

/** Everything that is kept or shown of a run. */
async function everything({ run, connectors, workspace }) {
  const shown = [
    run.log(),
    run.tasks({ finished: true }),
    run.info(),
    run.waiting(),
    run.jobs(),
    connectors.outbox.entries(),
  ];
  const kept = [
    connectors.outbox.recording({ mocks: true }),
    connectors.list(),
    connectors.sources(),
    workspace.files(),
    connectors,
  ];
  const detail = run.tasks({ finished: true }).map(({ id }) => [run.task(id), run.explain(id)]);
  const json = JSON.stringify([shown, kept, detail], (_, value) => (typeof value === 'bigint' ? String(value) : value));
  return `${Buffer.from(run.save()).toString('latin1')}${json}${inspectDeep(connectors)}`;
}

const { inspect } = await import('node:util');
const inspectDeep = (value) => inspect(value, { depth: 20, showHidden: true });

const forms = (secret) => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64'),
  JSON.stringify(secret).slice(1, -1),
];

async function findsNone(found, secrets) {
  const text = await everything(found);
  for (const form of secrets.flatMap(forms)) assert.equal(text.includes(form), false, `${form} was found`);
}

test('Q12: no secret is found in log, saved run, outbox and recording, also when the service echoes it', async () => {
  const prepare = (connectors) => {
    connectors.secrets.provide({ KEY, OTHER });
    connectors.use(http());
  };
  const parameters = {
    url: `'${web.url}/echo?key=SPIFF_SECRET:KEY'`,
    params: "{'other': 'SPIFF_SECRET:OTHER'}",
    headers: "{'X-Key': 'SPIFF_SECRET:KEY'}",
    basic_auth_username: "'ada'",
    basic_auth_password: "'SPIFF_SECRET:OTHER'",
  };
  const found = await ran(
    signalbox,
    [service('call', 'http/GetRequest', parameters, 'r'), script('after', 'copy = str(r)')],
    { prepare },
  );
  assert.equal(found.info.status, 'completed');
  assert.equal(web.calls.at(-1).headers['x-key'], KEY);
  assert.match(found.info.data.copy, /\[secret KEY\]/);
  await findsNone(found, [KEY, OTHER, `ada:${OTHER}`]);
});

test('Q12: an error that names a secret is cleaned too', async () => {
  const prepare = (connectors) => {
    connectors.secrets.provide({ KEY });
    connectors.use(http());
    connectors.register({ id: 'a/B', run: ({ key }) => Promise.reject(new Error(`the key ${key} is wrong`)) });
  };
  for (const task of [
    service('call', 'a/B', { key: "'SPIFF_SECRET:KEY'" }, 'r'),
    service('call', 'http/GetRequest', { url: `'${web.url}/status/403?key=SPIFF_SECRET:KEY'` }, 'r'),
    service('call', 'http/GetRequest', { url: "'http://127.0.0.1:1/?key=SPIFF_SECRET:KEY'" }, 'r'),
  ]) {
    const found = await ran(signalbox, [task], { prepare });
    assert.equal(found.info.status, 'incident');
    await findsNone(found, [KEY]);
  }
});

test('Q12: numbers and keys of an answer are cleaned too', async () => {
  const prepare = (connectors) => {
    connectors.secrets.provide({ PIN: '48151623', KEY });
    connectors.register({ id: 'a/B', run: () => ({ pin: 48151623, [KEY]: { [`x${KEY}`]: [48151623n] } }) });
  };
  const { info } = await ran(signalbox, [service('call', 'a/B', {}, 'r')], { prepare });
  assert.deepEqual(info.data.r, { pin: '[secret PIN]', '[secret KEY]': { 'x[secret KEY]': ['[secret PIN]'] } });
});

test('Q12: a mock sees the names of secrets, not their values', async () => {
  let seen;
  const prepare = (connectors) => {
    connectors.secrets.provide({ KEY });
    connectors.use(
      mock({
        'a/B': (parameters) => {
          seen = parameters;
        },
      }),
    );
  };
  await ran(signalbox, [service('call', 'a/B', { key: "'SPIFF_SECRET:KEY'" }, 'r')], { prepare });
  assert.deepEqual(seen, { key: 'SPIFF_SECRET:KEY' });
});

test('Q37: a token goes as a header to the service it is for, and is found nowhere else', async () => {
  const token = 'token-of-the-host-1234';
  const headers = (url) => (url.origin === web.url ? { Authorization: `Bearer ${token}` } : undefined);
  const prepare = (connectors) => connectors.use(http({ headers }));
  const found = await ran(signalbox, [service('call', 'http/GetRequest', { url: `'${web.url}/echo'` }, 'r')], {
    prepare,
  });
  assert.equal(web.calls.at(-1).headers.authorization, `Bearer ${token}`);
  assert.equal(found.info.data.r.body.headers.authorization, '[secret Authorization]');
  await findsNone(found, [token]);
});

test('Q37: the API key of a proxy and a renewed token are found nowhere', async () => {
  const server = await startProxy({
    apiKey: 'key-of-the-proxy',
    offers: ['echo/Say', 'echo/ApiResponse'].map((id) => ({ id, parameters: [] })),
  });
  const prepare = (connectors) => connectors.addProxy({ url: server.url, apiKey: 'key-of-the-proxy' });
  const nodes = [
    service('one', 'echo/ApiResponse', {}, 'one'),
    service('two', 'echo/Say', { text: "'SPIFF_SECRET:OAUTH'" }, 'two'),
  ];
  const found = await ran(signalbox, nodes, { prepare });
  server.close();
  assert.equal(server.calls.at(-1).body.text, '{"access":"renewed-token"}');
  assert.equal(found.info.data.two.body.said, '[secret OAUTH]');
  await findsNone(found, ['key-of-the-proxy', 'renewed-token']);
});

test('secrets that are cleared are gone, and still taken out of answers', async () => {
  const prepare = (connectors) => {
    connectors.secrets.provide({ KEY });
    connectors.secrets.clear();
    connectors.register({ id: 'a/B', run: () => KEY });
  };
  const { info, connectors } = await ran(signalbox, [service('call', 'a/B', {}, 'r')], { prepare });
  assert.deepEqual([info.data.r, connectors.secrets.names()], ['[secret KEY]', []]);
});
