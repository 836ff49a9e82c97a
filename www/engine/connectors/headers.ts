/** Headers that a host adds to calls: tokens it holds. They are asked for at every call and never kept. */
import type { ConnectorContext } from './types.js';

/** Headers for a call: fixed, or made at each call. */
export type HeaderProvider =
  | Readonly<Record<string, string>>
  | ((
      url: URL,
    ) => Readonly<Record<string, string>> | undefined | Promise<Readonly<Record<string, string>> | undefined>);

const CONFIDENTIAL = /auth|token|key|secret|cookie|password|credential/i;

/** The headers of a provider for a call; confidential ones are kept out of answers. */
export async function headersFrom(
  provider: HeaderProvider | undefined,
  url: string,
  context: Pick<ConnectorContext, 'hide'>,
): Promise<Record<string, string>> {
  const given = typeof provider === 'function' ? await provider(new URL(url, globalThis.location?.href)) : provider;
  const headers = { ...given };
  for (const [name, value] of Object.entries(headers)) if (CONFIDENTIAL.test(name)) hideHeader(name, value, context);
  return headers;
}

/** Keeps the value of a header out of answers, with and without its scheme. */
export function hideHeader(name: string, value: string, { hide }: Pick<ConnectorContext, 'hide'>): void {
  hide(name, value);
  const token = /^(?:basic|bearer|token)\s+(\S+)$/i.exec(value)?.[1];
  if (token) hide(name, token);
}
