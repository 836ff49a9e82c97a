// A reporter for `node --test`: one line of JSON for each test of a file, with the reason of those that failed.

export default async function* failures(events) {
  for await (const { type, data } of events) {
    if (data?.details?.type === 'suite' || (type !== 'test:pass' && type !== 'test:fail')) continue;
    const { cause } = data.details?.error ?? {};
    const reason = String(cause?.message ?? data.details?.error?.message ?? '');
    if (!data.skip) yield `${JSON.stringify({ name: data.name, failed: type === 'test:fail', reason })}\n`;
  }
}
