// Type tests: what must compile compiles, and what must not is marked. Checked by tsc, never run.

import {
  load,
  type Recording,
  type RemoteRun,
  type Run,
  type Schedule,
  type SignalboxError,
  type TestReport,
  type Value,
} from 'signalbox';

function exactly<Expected>() {
  return <Got>(
    _value: Got,
    ..._same: [Got] extends [Expected] ? ([Expected] extends [Got] ? [] : [never]) : [never]
  ) => {};
}

interface Order {
  amount: number;
}

export async function inThread(order: Order): Promise<Run> {
  const signalbox = await load({ wasm: new URL('https://x.test/wasm/') });
  const workspace = signalbox.workspace({ profile: 'spiffworkflow' });
  const run = await workspace.start('order', { data: order, connectors: { 'http/GetRequest': ({ url }) => url } });
  exactly<boolean>()(workspace.remove('order.bpmn'));
  exactly<Record<string, Value> | null>()(run.info().data);
  exactly<number | undefined>()(run.tasks()[0]?.id);
  const stop: () => void = run.on('events', (events) => events[0]?.position.toFixed());
  stop();
  run.send({ message: 'paid', payload: { id: 1 } });
  run.send({ type: 'signal', name: 'go' });
  const report: TestReport = await workspace.test(workspace.tests()[0]?.id);
  exactly<number>()(workspace.coverage(report.results).percent);
  exactly<Recording>()(run.record({ name: 'large' }));
  return run.fork();
}

export async function inWorker(): Promise<RemoteRun> {
  const signalbox = await load({ worker: true });
  const workspace = await signalbox.workspace();
  const run = await workspace.start('order');
  exactly<Promise<boolean>>()(workspace.remove('order.bpmn'));
  exactly<Promise<RemoteRun>>()(run.fork());
  run.on('changed', ({ status }) => exactly<typeof status>()(status));
  return run;
}

export async function refused(run: Run, error: SignalboxError): Promise<void> {
  const signalbox = await load();
  // @ts-expect-error: no such profile
  signalbox.workspace({ profile: 'camunda9' });
  // @ts-expect-error: no such option
  await signalbox.workspace().start('order', { dta: {} });
  // @ts-expect-error: tasks are named by numbers
  run.complete('task');
  // @ts-expect-error: no such event
  run.on('event', () => {});
  // @ts-expect-error: an event has a kind
  run.send({ payload: 1 });
  // @ts-expect-error: the code cannot be changed
  error.code = 'other';
}

export async function overTime(): Promise<void> {
  const here = (await load()).workspace();
  const schedule = await here.schedule({ onStart: (run) => exactly<Run>()(run) });
  exactly<Schedule<Run>>()(schedule);
  exactly<Run[]>()(await schedule.advance('P1D'));
  const run = await here.start('order', { event: { message: 'paid' }, clock: 'virtual' });
  exactly<number | undefined>()(run.waiting()[0]?.events[0]?.timer?.due);
  exactly<boolean>()((await run.follow()).active);
  const there = await (await load({ worker: true })).workspace();
  exactly<RemoteRun[]>()(await (await there.schedule()).advance(1));
  // @ts-expect-error A typo is told.
  await here.schedule({ onstart: () => {} });
}
