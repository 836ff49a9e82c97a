/** The entry of the Worker, in browsers and in Node: takes messages, keeps the engine. */
import type { Request, Response } from './worker/protocol.js';
import { Server } from './worker/server.js';

const port = globalThis.process?.getBuiltinModule?.('node:worker_threads').parentPort;

if (port) {
  const server = new Server((response) => port.postMessage(response));
  port.on('message', (request: Request) => server.receive(request));
} else {
  const post = globalThis.postMessage as (response: Response) => void;
  const server = new Server((response) => post(response));
  globalThis.addEventListener('message', (event: MessageEvent<Request>) => server.receive(event.data));
}

/** Whether this Worker is one of Node's. The export also tells tools that the file is a module. */
export const inNode = port !== undefined && port !== null;
