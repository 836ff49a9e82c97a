// Real models, walked on the page and through the API: node scripts/models.mjs [--pictures] [NAME...].
// Needs the built page and the models of SpiffArena (`../shared/corpus/models`, or below SIGNALBOX_SHARED). It tells
// where the page and the API differ; target/models holds a report and, if wanted, a picture of each run at work and at its end.

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { load } from 'signalbox';
import { processModels, tryModel } from '../tests/npm/arena-models.mjs';
import { start } from '../tests/page/lib/browser.mjs';
import { faults } from '../tests/page/lib/looks.mjs';
import { openModel, walk } from '../tests/page/lib/walk.mjs';
import { at } from './lib/root.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { pictures: { type: 'boolean', default: false } },
});
const corpus = join(process.env.SIGNALBOX_SHARED ?? at('..', 'shared'), 'corpus', 'models');
const target = at('target', 'models');
mkdirSync(target, { recursive: true });

const models = ['sample-process-models', 'spiff-arena']
  .filter((root) => existsSync(join(corpus, root)))
  .flatMap((root) => processModels(join(corpus, root)))
  .filter(({ folder }) => positionals.length === 0 || positionals.some((name) => folder.includes(name)));

const signalbox = await load();
const site = await start();
const report = [];
/** What a computer sees to be wrong with the looks, and in which models. */
const looks = new Map();
for (const model of models) report.push(...(await compare(model)));
await site.close();
writeFileSync(join(target, 'report.json'), JSON.stringify(report, null, 1));
tell();

/** Each process of a folder, by the API and on the page. */
async function compare(model) {
  const { runs } = await tryModel(signalbox, model);
  const { page, errors, context } = await site.open();
  const rows = [];
  try {
    page.setDefaultTimeout(20_000);
    await openModel(page, model.files);
    for (const run of runs) rows.push(await walked(page, model, run));
  } catch (error) {
    errors.push(String(error));
  }
  await context.close();
  for (const row of rows)
    console.log(
      `${row.same ? 'same     ' : 'DIFFERENT'} ${row.end.padEnd(7)} ${row.ms} ms ${row.folder} ${row.process}${row.same ? '' : `\n    API:  ${row.api.end} ${row.api.reason}\n    page: ${row.end} ${row.place} ${row.reason}`}`,
    );
  for (const fault of errors) console.log(`WRONG     ${model.folder}: ${fault}`);
  return rows.map((row) => ({ ...row, errors }));
}

async function walked(page, { folder }, { process, file, choice, end, reason, sent }) {
  const began = Date.now();
  const found = await walk(page, { file, choice }, (round, status) =>
    look(page, `${folder}/${process}`, round, status),
  ).catch((error) => ({ end: 'stuck', reason: String(error), place: '' }));
  if (found.end === 'stuck')
    await page.screenshot({ path: join(target, `${fileName(`${folder}/${process}`)}.stuck.png`) });
  const api = { end, sent, reason: reason?.diagnostics?.[0]?.message ?? reason?.message ?? reason?.reason ?? '' };
  return { folder, process, ...found, api, same: end === found.end, ms: Date.now() - began };
}

/** Takes a picture of the run where it first rests, then at work, and where it stops. */
async function look(page, name, round, status) {
  if (!values.pictures || (round > 1 && status === 'waiting')) return;
  const moment = ['completed', 'incident'].includes(status) ? status : round;
  await page.screenshot({ path: join(target, `${fileName(name)}.${moment}.png`), animations: 'disabled' });
  for (const fault of await faults(page)) looks.set(fault, [...(looks.get(fault) ?? []), name]);
}

function fileName(name) {
  return name.replaceAll(/[^\w.-]+/g, '-');
}

function tell() {
  const count = (wanted) => report.filter(({ end }) => end === wanted).length;
  const ends = [...new Set(report.map(({ end }) => end))];
  console.log(`${report.length} processes: ${ends.map((end) => `${count(end)} ${end}`).join(', ')}`);
  for (const [fault, names] of looks) console.log(`LOOKS     ${fault}  (${new Set(names).size}: ${names[0]})`);
  console.log(`${report.filter(({ same }) => !same).length} differ from the API`);
}
