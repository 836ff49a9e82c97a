// What the page does with large diagrams: from an edit to the problems on the screen, and the longest tasks of the main
// thread. Tasks are measured in the processor's time, so that other work on the machine does not change the figures.

import { openFile, panel, ready, status } from '../../tests/page/lib/actions.mjs';
import { start } from '../../tests/page/lib/browser.mjs';
import { drawn } from './diagram.mjs';

const EDITS = Number(process.env.BENCH_EDITS ?? 50);
const SLIDES = 60;

/** One row for each thing that is done. */
export async function measurePage(sizes) {
  const site = await start();
  try {
    const rows = [];
    for (const size of sizes) rows.push(...(await measure(site, size)));
    return rows;
  } finally {
    await site.close();
  }
}

async function measure(site, nodes) {
  const { page, context } = await site.open({ viewport: { width: 1920, height: 1080 } });
  const row = async (what, work) => {
    const { result, tasks, marks } = await traced(page, work);
    return { nodes, what, ...summary(tasks, marks, result) };
  };
  await page.evaluate(observe);
  const rows = [];
  rows.push(
    await row('open', async () => {
      await openFile(page, 'large.bpmn', drawn(nodes));
      await ready(page);
      await page.waitForTimeout(1500);
    }),
  );
  rows.push(await row(`${EDITS} edits`, () => edits(page)));
  rows.push(
    await row('run to the end', async () => {
      await page.keyboard.press('F5');
      await status(page, 'Done');
      await page.waitForTimeout(500);
    }),
  );
  await panel(page, 'Timeline');
  rows.push(await row('drag the slider', () => slide(page)));
  await context.close();
  return rows;
}

/** In the page: remembers when the diagram was edited and when the problems were on the screen. */
function observe() {
  window.marks = [];
  new PerformanceObserver((list) =>
    window.marks.push(...list.getEntries().map(({ name, startTime }) => [name, startTime])),
  ).observe({ type: 'mark' });
}

/** Deletes an element and takes that back, again and again: each changes the problems. Gives milliseconds per edit. */
async function edits(page) {
  await page.locator('.djs-element[data-element-id="Even1"] .djs-hit').first().click();
  const times = [];
  for (let done = 0; done < EDITS; done += 1) {
    await page.evaluate(() => window.marks.splice(0));
    await page.keyboard.press(done % 2 === 0 ? 'Delete' : 'Control+z');
    await page.waitForFunction(() => {
      const edit = window.marks.findIndex(([name]) => name === 'signalbox.edited');
      return edit >= 0 && window.marks.slice(edit).some(([name]) => name === 'signalbox.problems.painted');
    });
    times.push(await page.evaluate(elapsed));
    if (done % 2 === 1) await page.locator('.djs-element[data-element-id="Even1"] .djs-hit').first().click();
    await page.waitForTimeout(100);
  }
  return times;
}

function elapsed() {
  const first = window.marks.find(([name]) => name === 'signalbox.edited');
  const painted = window.marks.findLast(([name]) => name === 'signalbox.problems.painted');
  return painted[1] - first[1];
}

async function slide(page) {
  const box = await page.locator('.sb-transport__slider').boundingBox();
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width - 6, y);
  await page.mouse.down();
  for (let at = 1; at <= SLIDES; at += 1) {
    await page.mouse.move(box.x + box.width - 6 - (at / SLIDES) * (box.width - 12), y);
    await page.waitForTimeout(16);
  }
  await page.mouse.up();
  await page.waitForTimeout(500);
}

const CATEGORIES = ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline', 'blink.user_timing'];

/** Does something and gives what the page's main thread did: its tasks, and when the page set its marks. */
async function traced(page, work) {
  const browser = page.context().browser();
  await browser.startTracing(page, { categories: CATEGORIES });
  const result = await work();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const threads = traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const main = new Set(threads.map(({ pid, tid }) => `${pid} ${tid}`));
  const events = traceEvents.filter(({ pid, tid }) => main.has(`${pid} ${tid}`));
  const tasks = events.filter(({ name, ph }) => name === 'RunTask' && ph === 'X');
  return { result, tasks, marks: events.filter(({ cat }) => cat.includes('blink.user_timing')) };
}

function summary(tasks, marks, times) {
  const spent = tasks.map(({ tdur = 0 }) => tdur / 1000);
  const of = (values, share) => {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  };
  const edits = times ? editsOf(tasks, marks) : undefined;
  return {
    ...(times && { median: of(times, 0.5), p95: of(times, 0.95) }),
    ...(edits && { main: of(edits, 0.5), main95: of(edits, 0.95) }),
    longest: Math.max(0, ...spent),
    long: spent.filter((time) => time > 50).length,
  };
}

/** Of each edit, the processor's time of all tasks from the one that edits to the one that has painted the problems. */
function editsOf(tasks, marks) {
  const edits = [];
  for (const [at, { name, ts }] of marks.entries()) {
    if (name !== 'signalbox.edited' || marks[at - 1]?.name === name) continue;
    const painted = marks.slice(at).find((mark) => mark.name === 'signalbox.problems.painted');
    if (!painted) continue;
    const within = tasks.filter((task) => task.ts + task.dur >= ts && task.ts <= painted.ts);
    edits.push(within.reduce((sum, { tdur = 0 }) => sum + tdur / 1000, 0));
  }
  return edits;
}
