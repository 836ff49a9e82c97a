// Every panel of the page in every state, light and dark, in two sizes: node scripts/gallery.mjs [--check] [NAME...].
// Pictures go to target/gallery, with an index.html that shows them side by side. Needs the built page.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { start } from '../tests/page/lib/browser.mjs';
import { dress, play, scenes, sizes, themes } from '../tests/page/lib/gallery.mjs';
import { faults } from '../tests/page/lib/looks.mjs';
import { at } from './lib/root.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    check: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    theme: { type: 'string', multiple: true, default: themes },
    size: { type: 'string', multiple: true, default: Object.keys(sizes) },
  },
});
const folder = at('target', 'gallery');

/** Looks at one scene in all dresses; gives the lines of what is wrong, and where. */
async function visit(site, scene) {
  const wrong = new Map();
  for (const size of values.size)
    for (const [fault, dress] of await visitIn(site, scene, size))
      wrong.set(fault, [...(wrong.get(fault) ?? []), dress]);
  return [...wrong].map(([fault, dresses]) => `${fault}  (${dresses.join(', ')})`);
}

/** Each size has a page of its own, as the panels of a first visit are as wide as the screen allows. */
async function visitIn(site, [name, act], size) {
  const { page, context, errors } = await play(site, act, size);
  const found = [];
  for (const theme of values.theme) {
    const dressed = `${theme}-${size}`;
    await dress(page, theme, size);
    if (!values.check) await take(page, join(folder, `${name}.${dressed}.png`));
    found.push(...(await faults(page)).map((fault) => [fault, dressed]));
  }
  await context.close();
  return [...found, ...errors.map((error) => [error, String(size)])];
}

async function take(page, path) {
  mkdirSync(dirname(path), { recursive: true });
  await page.screenshot({ path, animations: 'disabled' });
}

/** A page that shows the pictures of each scene beside each other. */
function index(names) {
  const picture = (name, dressed) =>
    `<a href="${name}.${dressed}.png"><img loading="lazy" src="${name}.${dressed}.png" alt="${name}, ${dressed}"></a>`;
  const dresses = values.size.flatMap((size) => values.theme.map((theme) => `${theme}-${size}`));
  const sections = names.map(
    (name) => `<h2>${name}</h2><div>${dresses.map((one) => picture(name, one)).join('')}</div>`,
  );
  return `<!doctype html><meta charset="utf-8"><title>Gallery</title>
<style>body { font: 14px system-ui; margin: 24px } div { display: grid; grid-template-columns: 1fr 1fr; gap: 8px } img { width: 100%; border: 1px solid #999 }</style>
${sections.join('\n')}\n`;
}

const wanted = await scenes(positionals);
if (values.list) {
  for (const [name] of wanted) console.log(name);
  process.exit();
}
const site = await start();
let bad = 0;
for (const scene of wanted) {
  const wrong = await visit(site, scene).catch((error) => [`not reached  ${error.message}`]);
  if (wrong.length > 0) bad++;
  console.log([`${wrong.length > 0 ? '✕' : '✓'} ${scene[0]}`, ...wrong.map((line) => `    ${line}`)].join('\n'));
}
await site.close();
if (!values.check) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.html'), index(wanted.map(([name]) => name)));
  console.log(`\n  ${folder}/index.html`);
}
process.exitCode = bad > 0 ? 1 : 0;
