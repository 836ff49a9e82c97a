// A small connector proxy on localhost, built from the description of the protocol, and a plain web service beside it. Both
// keep what they were sent.

import { createServer } from 'node:http';

const commands = [
  { id: 'echo/Say', parameters: [{ id: 'text', type: 'str', required: true }] },
  { id: 'crm/Find', parameters: [{ id: 'name', type: 'str', required: false }] },
  {
    id: 'smtp/SendEmail',
    parameters: ['email_to', 'email_subject', 'email_body'].map((id) => ({
      id,
      type: 'str',
      required: id === 'email_to',
    })),
  },
];

const envelope = (body, { error = null, http_status = 200 } = {}) => ({
  command_response: { body, mimetype: 'application/json', http_status, headers: {} },
  command_response_version: 2,
  error,
  spiff__logs: ['called'],
});

/** What each command does: status and body of the answer. `turn` counts its calls from 0. */
const answers = {
  'echo/Say': (sent) => [200, envelope({ said: sent.text, sent })],
  'echo/Older': () => [200, { anything: 1 }],
  'echo/ApiResponse': () => [
    200,
    { api_response: { ok: true }, refreshed_token_set: { access: 'renewed-token' }, auth: 'OAUTH' },
  ],
  'echo/Invalid': () => [200, '<html>not json</html>'],
  'echo/Code': () => [200, envelope(null, { error: { error_code: 'CustomerUnknown', message: 'no such customer' } })],
  'echo/CodeWithStatus': () => [500, envelope(null, { error: { error_code: 'Broken', message: 'it broke' } })],
  'echo/Upstream': () => [200, envelope({ why: 'gone' }, { http_status: 410 })],
  'echo/Flaky': (_, turn) => (turn < 1 ? [500, 'try again'] : [200, envelope('fine')]),
  'echo/Busy': () => [429, 'too many'],
  'echo/Bad': () => [400, 'bad request'],
  'echo/Later': () => [202, { accepted: true }],
  'echo/Slow': () => [200, envelope('slow'), 400],
  'smtp/SendEmail': () => [200, envelope('sent')],
};

/** Starts a proxy. `calls` holds what it was sent. */
export async function startProxy({ apiKey, offers = commands } = {}) {
  const calls = [];
  const turns = new Map();
  const server = await listen(async (request, response) => {
    const body = await read(request);
    const { method, url, headers } = request;
    calls.push({ method, url, headers, body: body && JSON.parse(body) });
    if (apiKey && headers['spiff-connector-proxy-api-key'] !== apiKey) return send(response, 401, 'unauthorized');
    if (url === '/v1/commands') return send(response, 200, offers);
    if (url === '/v1/auths') return send(response, 200, [{ id: 'xero/OAuth', parameters: [] }]);
    if (url === '/liveness') return send(response, 200, { ok: true });
    const [, id] = /^\/v1\/do\/(.+)$/.exec(decodeURIComponent(url)) ?? [];
    const turn = turns.get(id) ?? 0;
    turns.set(id, turn + 1);
    const answer = answers[id];
    if (!answer) return send(response, 404, { message: 'no such command' });
    const [status, content, delay = 0] = answer(JSON.parse(body), turn);
    setTimeout(() => send(response, status, content), delay);
  });
  return { ...server, calls };
}

/** Starts a web service that answers with what it was sent, as its path asks: `/status/404`, `/text`, `/echo`. */
export async function startService() {
  const calls = [];
  const server = await listen(async (request, response) => {
    const { method, url, headers } = request;
    const call = { method, url, headers, body: await read(request) };
    calls.push(call);
    const [, status] = /^\/status\/(\d+)/.exec(url) ?? [];
    if (status) return send(response, Number(status), { told: status });
    if (url.startsWith('/text')) return send(response, 200, 'plain words', 'text/plain; charset=utf-8');
    if (url.startsWith('/empty')) return send(response, 204, '');
    if (url.startsWith('/slow')) return setTimeout(() => send(response, 200, {}), 400);
    return send(response, 200, call);
  });
  return { ...server, calls };
}

function listen(handle) {
  const server = createServer((request, response) => void handle(request, response));
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const close = () => {
        server.closeAllConnections();
        server.close();
      };
      resolve({ url: `http://127.0.0.1:${server.address().port}`, close });
    });
  });
}

async function read(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
}

function send(response, status, content, type = typeof content === 'string' ? 'text/html' : 'application/json') {
  response.writeHead(status, { 'Content-Type': type, 'X-Served-By': 'test' });
  response.end(typeof content === 'string' ? content : JSON.stringify(content));
}
