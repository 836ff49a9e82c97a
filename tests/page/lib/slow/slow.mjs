/**
 * Makes pages slow in the ways a busy machine does, so that what comes in the wrong order there does so here, again and again.
 * SLOW names the ways, divided by commas, or `all`; SEED is a number that chooses the delays.
 */

import { holdBack } from './page.mjs';

/** How many times slower the page computes. */
const TIMES = 6;
/** The longest delays in milliseconds. */
const LONGEST = { frames: 400, net: 800, store: 300, worker: 60 };

const known = ['cpu', ...Object.keys(LONGEST)];
const named = (process.env.SLOW ?? '').split(',').filter(Boolean);
const seed = Number(process.env.SEED ?? 1);
const is = (way) => named.includes(way) || named.includes('all');

/** Slows down the pages that will be opened in a context of Playwright, if SLOW says so. */
export async function slowDown(context) {
  const unknown = named.find((way) => ![...known, 'all'].includes(way));
  if (unknown) throw new Error(`SLOW=${unknown} is none of ${known.join(', ')}, all.`);
  if (is('cpu')) context.on('page', computeSlowly);
  if (is('net')) await context.route('**', answerLate());
  const longest = Object.fromEntries(Object.entries(LONGEST).filter(([way]) => is(way)));
  await context.addInitScript(holdBack, { seed, longest });
}

async function computeSlowly(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: TIMES });
}

function answerLate() {
  let state = seed;
  return async (route) => {
    state = (state * 48271) % 0x7fffffff;
    await new Promise((resolve) => setTimeout(resolve, (state / 0x7fffffff) * LONGEST.net));
    await route.continue().catch(() => undefined); // The page may have gone meanwhile.
  };
}
