// A script that uses up memory or stack kills its language's instance and nothing else: the run stands in an incident, is
// repaired, and completes.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from 'signalbox';
import { line, script } from './diagrams.mjs';

const bombs = {
  'a memory bomb in Python': ['python', "if bomb:\n    x = 'a' * 64\n    while True:\n        x = x + x"],
  'a list bomb in Python': ['python', 'if bomb:\n    x = [0]\n    while True:\n        x = x + x'],
  'endless recursion in Python': ['python', 'def f(n):\n    return f(n + 1)\nif bomb:\n    f(0)'],
  'an endless loop in Python': ['python', 'while bomb:\n    pass'],
  'a memory bomb in JavaScript': ['javascript', "if (bomb) { let x = 'a'; for (;;) x += x; }"],
  'a list bomb in JavaScript': ['javascript', 'if (bomb) { const x = []; for (;;) x.push(new Array(1000).fill(0)); }'],
  'endless recursion in JavaScript': ['javascript', 'const f = (n) => f(n + 1); if (bomb) f(0);'],
  'an endless loop in JavaScript': ['javascript', 'while (bomb) {}'],
};

for (const [name, [language, text]] of Object.entries(bombs)) {
  test(`${name} costs the evaluation, not the run`, { timeout: 60_000 }, async () => {
    const signalbox = await load();
    const workspace = signalbox.workspace();
    const after = language === 'python' ? 'after = 1 + 1' : 'after = 1 + 1;';
    workspace.put('bomb.bpmn', line('blow_up', [script('bomb', text, language), script('after', after, language)]));
    const run = await workspace.start('blow_up', { data: { bomb: true } });
    run.continue();
    const { status, incidents } = run.info();
    assert.equal(status, 'incident');
    assert.equal(incidents[0].diagnostic.element, 'bomb');
    run.edit(incidents[0].task, { bomb: false });
    run.retry(incidents[0].task);
    run.continue();
    assert.equal(run.status(), 'completed');
    assert.equal(run.info().data.after, 2);
  });
}
