// Real diagrams through the wasm module: every one is read and checked. They belong to the conformance data beside the
// repository; without it there is nothing to try.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { load } from 'signalbox';
import { at } from '../../scripts/lib/root.mjs';

const corpus = join(process.env.SIGNALBOX_SHARED ?? at('..', 'shared'), 'corpus-real');
const skip = !existsSync(corpus) && 'no conformance data beside the repository';

for (const folder of ['bpmn', 'miwg']) {
  test(`every file of ${folder} is read and checked`, { skip }, async () => {
    const signalbox = await load();
    const files = readdirSync(join(corpus, folder), { recursive: true }).filter((name) => name.endsWith('.bpmn'));
    for (const name of files) {
      const workspace = signalbox.workspace({ language: 'python' });
      workspace.put(name, readFileSync(join(corpus, folder, name)));
      for (const { message, range } of workspace.validate()) {
        assert.ok(message.length > 0 && (!range || range.start.line > 0), name);
      }
      workspace.close();
    }
    assert.ok(files.length > 50);
  });
}
