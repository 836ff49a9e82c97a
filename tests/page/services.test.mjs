// Service tasks on the page: mocks by default, the outbox, real calls, and secrets that are found nowhere.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startService } from '../npm/connector-proxy.mjs';
import { line, service, user } from '../npm/diagrams.mjs';
import { cameTo, hasState, kept, openFile, panel, press, ready, status } from './lib/actions.mjs';
import { start } from './lib/browser.mjs';

const SECRET = 'correct-horse-battery';

let site;
before(async () => {
  site = await start();
});
after(() => site?.close());

const mail = service(
  'notify',
  'smtp/SendEmail',
  { email_to: "'ada@x.test'", email_subject: "'Order 7'", email_body: "'It is on its way.'" },
  'sent',
);
const call = service(
  'fetch',
  'http/GetRequest',
  { url: "'https://api.test/orders?key=SPIFF_SECRET:KEY'", headers: "{'X-Key': 'SPIFF_SECRET:KEY'}" },
  'answer',
);

/** A process with shapes for these nodes in a row. */
function drawn(process, nodes) {
  const text = line(process, nodes);
  const ids = [...text.matchAll(/<(?:startEvent|endEvent|serviceTask|userTask|scriptTask) id="([^"]+)"/g)].map(
    ([, id]) => id,
  );
  const order = ['start', ...ids.filter((id) => id !== 'start' && id !== 'end'), 'end'];
  const shapes = order.map(
    (id, at) =>
      `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"><dc:Bounds x="${100 + at * 160}" y="100" width="${/start|end/.test(id) ? 36 : 100}" height="${/start|end/.test(id) ? 36 : 80}" /></bpmndi:BPMNShape>`,
  );
  const edges = order
    .slice(1)
    .map(
      (_, at) =>
        `<bpmndi:BPMNEdge id="flow${at}_di" bpmnElement="flow${at}"><di:waypoint x="${150 + at * 160}" y="140" /><di:waypoint x="${260 + at * 160}" y="140" /></bpmndi:BPMNEdge>`,
    );
  return text
    .replace(
      '<definitions ',
      '<definitions xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" ',
    )
    .replace(
      '</definitions>',
      `<bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="${process}">${shapes.join('')}${edges.join('')}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>`,
    );
}

async function opened(nodes, options) {
  const { page, errors, context } = await site.open(options);
  await openFile(page, 'services.bpmn', drawn('services', nodes));
  await page.locator('.djs-shape').first().waitFor();
  await ready(page);
  return { page, errors, context };
}

const run = async (page) => {
  await press(page, 'start');
  await press(page, 'run');
};
const outbox = (page) => panel(page, 'Outbox');
const services = async (page) => {
  await page.getByRole('button', { name: 'Services …' }).click();
  return page.getByRole('dialog');
};

test('Q2: mocks answer by default, and the mail stands in the outbox', async () => {
  const { page, errors } = await opened([mail]);
  await outbox(page);
  await page.getByText('nothing leaves this page until you say so').waitFor();
  await run(page);
  await status(page, 'Done');
  const call = page.getByRole('article', { name: 'The call' });
  await call.getByText('ada@x.test', { exact: true }).waitFor();
  await call.getByText('It is on its way.', { exact: true }).waitFor();
  await page.locator('.outbox__list', { hasText: 'Order 7' }).getByText('answered').waitFor();
  assert.deepEqual(errors, []);
});

test('stepping over a service task shows its answer and stops behind it', async () => {
  const { page, errors } = await opened([mail, user('look')]);
  await press(page, 'start');
  await press(page, 'step');
  await press(page, 'step');
  await hasState(page, 'notify', 'completed');
  await hasState(page, 'look', 'ready');
  assert.deepEqual(errors, []);
});

test('a mock answers what a person wrote, and a task can wait for the person', async () => {
  const { page, errors } = await opened([mail]);
  await outbox(page);
  const dialog = await services(page);
  const answer = dialog.getByLabel('Answer of smtp/SendEmail (JSON)');
  await answer.fill('{ "oops"');
  await dialog.getByText('This is not JSON').waitFor();
  await answer.fill('{ "id": 4711 }');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await run(page);
  await status(page, 'Done');
  await panel(page, 'Data');
  await page.locator('.data', { hasText: '4711' }).waitFor();
  await outbox(page);
  await (await services(page)).getByLabel('Who does smtp/SendEmail').selectOption('Ask me');
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await press(page, 'restart');
  await press(page, 'run');
  await panel(page, 'Tasks');
  await page.getByText('Play the service: give its answer.').waitFor();
  assert.deepEqual(errors, []);
});

/** Everything the page shows and keeps. */
const everything = (page) =>
  page.evaluate(async () => {
    const kept = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      for (const store of database.objectStoreNames) {
        const all = await new Promise((resolve, reject) => {
          const request = database.transaction(store).objectStore(store).getAll();
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
        const text = (_, value) => (value instanceof Uint8Array ? new TextDecoder('latin1').decode(value) : value);
        kept.push(JSON.stringify(all, text));
      }
      database.close();
    }
    const fields = [...document.querySelectorAll('input, textarea, select')].map(({ value }) => value);
    const storage = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), document.cookie];
    return [document.documentElement.outerHTML, ...fields, ...storage, ...kept].join('\n');
  });

test('Q12: a secret goes out with a real call and is found neither on the page nor in what it keeps', async () => {
  const { page, context } = await opened([call, user('look')]);
  const sent = [];
  await context.route('https://api.test/**', (route) => {
    const request = route.request();
    const headers = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };
    if (request.method() === 'OPTIONS') return route.fulfill({ status: 204, headers });
    sent.push([request.url(), request.headers()['x-key']]);
    return route.fulfill({ headers, json: { echo: request.url(), key: request.headers()['x-key'], orders: 3 } });
  });
  await outbox(page);
  const dialog = await services(page);
  await dialog.getByLabel('Who does http/GetRequest').selectOption('Call it for real');
  await dialog.getByLabel('Name of a secret').fill('KEY');
  await dialog.getByLabel('Value of the secret').fill(SECRET);
  await dialog.locator('section[aria-label="Secrets"] button[type="submit"]').click();
  await dialog.getByText('KEY', { exact: true }).waitFor();
  await dialog.getByLabel('Address of a proxy').fill('https://api.test/none');
  await dialog.getByLabel('API key of the proxy').fill(`${SECRET}-proxy`);
  await dialog.locator('section[aria-label="Connector proxies"] button[type="submit"]').click();
  await dialog.getByText('does not list its commands').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await run(page);
  await hasState(page, 'look', 'ready');
  await page.locator('.outbox__call', { hasText: '[secret KEY]' }).waitFor();
  await kept(page, 'run', cameTo('[secret KEY]'));
  const orders = sent.filter(([url]) => url.includes('/orders'));
  assert.deepEqual(orders, [[`https://api.test/orders?key=${SECRET}`, SECRET]]);
  const found = await everything(page);
  assert.match(found, /\[secret KEY\]/);
  assert.equal(found.includes(SECRET), false);
  await page.reload();
  await hasState(page, 'look', 'ready');
  await outbox(page);
  const again = await services(page);
  assert.equal(await again.getByLabel('Who does http/GetRequest').inputValue(), 'call');
  assert.equal(await again.getByText('KEY', { exact: true }).count(), 0);
});

test('Q38: a call that the browser stops is explained, and the task can be repaired', async () => {
  // The service answers, but names no page that may read the answer.
  const web = await startService();
  const { page } = await opened([service('fetch', 'http/GetRequest', { url: `'${web.url}/echo'` }, 'answer')]);
  await outbox(page);
  await (await services(page)).getByLabel('Who does http/GetRequest').selectOption('Call it for real');
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await run(page);
  await page.locator('.outbox__error').waitFor();
  const message = await page.locator('.outbox__error').innerText();
  web.close();
  assert.match(
    message,
    /http:\/\/127\.0\.0\.1:\d+ answers, but does not allow the page http:\/\/[^ ]+ to call it \(CORS\)/,
  );
  assert.match(message, /Access-Control-Allow-Origin: http:/);
  await hasState(page, 'fetch', 'error');
});
