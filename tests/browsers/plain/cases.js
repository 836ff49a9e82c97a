// What is done with the package in each browser. Every call is awaited, so that it is the same inside and outside of a Worker.

import { line, script, user } from './diagrams.mjs';

/** A run of a line of nodes, taken as far as it goes. */
async function run(signalbox, nodes, options = {}) {
  const workspace = await signalbox.workspace({ language: 'python' });
  await workspace.put('test.bpmn', line('test', nodes));
  const started = await workspace.start('test', options);
  await started.continue();
  return { workspace, run: started };
}

/** Name to what is done; gives what comes of it as plain data. */
export const cases = {
  async validate(signalbox) {
    const workspace = await signalbox.workspace({ language: 'python' });
    await workspace.put('test.bpmn', line('test', [script('sum', 'total = (1 +')]));
    await workspace.ready();
    const found = await workspace.validate();
    return found.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  },

  async run(signalbox) {
    const { run: started } = await run(signalbox, [user('ask')]);
    const [task] = await started.tasks({ state: 'ready' });
    await started.complete(task.id, { answer: 42 });
    await started.continue();
    const { status, data } = await started.info();
    return { status, data };
  },

  async restore(signalbox) {
    const { workspace, run: started } = await run(signalbox, [user('ask')], { data: { kept: 'äöü' } });
    const restored = await workspace.restore(await started.save());
    const [task] = await restored.tasks({ state: 'ready' });
    return { element: task.element, data: task.data };
  },

  async python(signalbox) {
    const text =
      "from datetime import timedelta\nwords = [w.upper() for w in 'a b'.split()]\nlong = str(timedelta(hours=30))";
    const { run: started } = await run(signalbox, [script('words', text)]);
    return (await started.info()).data;
  },

  async javascript(signalbox) {
    const text = 'total = prices.map((price) => price * 2).reduce((a, b) => a + b, 0)';
    const { run: started } = await run(signalbox, [script('sum', text, 'javascript')], { data: { prices: [1, 2, 3] } });
    return (await started.info()).data.total;
  },

  async runaway(signalbox) {
    const limits = { scriptMilliseconds: 300 };
    const { run: started } = await run(signalbox, [script('spin', 'while True:\n    pass')], { limits });
    return (await started.info()).incidents.map(({ diagnostic }) => diagnostic.message);
  },
};
