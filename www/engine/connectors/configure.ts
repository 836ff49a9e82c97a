/** Connectors from plain data: what a command line reads from a file, and a page from its settings. */
import { anything, checkOptions, object, shape, text, time, truth } from '../options.js';
import { http } from './http.js';
import { type Mock, mock } from './mock.js';
import type { ProxyOptions } from './proxy.js';
import type { Connectors, SourceInfo } from './registry.js';

/** What to set up. */
export interface ConnectorSettings {
  /** Let the built-in `http/...Request` call for real. */
  http?: boolean;
  /** Connector proxies; an `apiKey` may be `SPIFF_SECRET:name`. */
  proxies?: Pick<ProxyOptions, 'url' | 'name' | 'apiKey' | 'timeout' | 'callbackUrl'>[];
  /** Answers by operator: `{ answer }`, `{ error }`, several in a list, or a recording. */
  mocks?: Record<string, Exclude<Mock, (...args: never[]) => unknown>>;
  /** Whether a job whose operator nobody knows fails instead of waiting. */
  strict?: boolean;
}

const proxyChecks = { url: text, name: text, apiKey: text, timeout: time, callbackUrl: text };
const checks = { http: truth, proxies: anything, mocks: object, strict: truth };

/** Adds what the settings name; gives the sources that have a problem. */
export async function configure(connectors: Connectors, settings: ConnectorSettings): Promise<SourceInfo[]> {
  checkOptions('connectors.configure', settings, checks);
  const { proxies = [], mocks } = settings;
  for (const proxy of proxies) shape(proxyChecks, 'proxies')(proxy);
  if (settings.http) connectors.use(http());
  if (mocks) connectors.use(mock(mocks));
  if (settings.strict !== undefined) connectors.strict = settings.strict;
  const added = await Promise.all(
    proxies.map(async ({ apiKey, ...options }) => {
      const filled = apiKey === undefined ? {} : await connectors.secrets.put({ apiKey });
      return connectors.addProxy({ ...options, ...(typeof filled.apiKey === 'string' && { apiKey: filled.apiKey }) });
    }),
  );
  return added.filter(({ problem }) => problem !== undefined);
}
