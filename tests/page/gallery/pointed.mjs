// Controls below the pointer, and controls that the keyboard came to. Chromium shows the state of many of them at once:
// of each kind the first that is seen.

import { openExample, openFile, select, toManager } from '../lib/actions.mjs';
import { motley } from '../lib/models.mjs';
import { scenes as dialogs } from './dialogs.mjs';
import { scenes as panels } from './panels.mjs';

const STATES = { hover: ['hover'], focus: ['focus', 'focus-visible', 'focus-within'] };

const FRAME = [
  '.header__brand',
  '.header__tools select',
  '.tool--search',
  '.header__tools > .tool:last-child',
  '.tab:not(.is-active)',
  '.tab:not(.is-active) .tab__name',
  '.tab__close',
  '.files__library select',
  '.files__head .tool',
  '.files__line:not(.is-active)',
  '.files__line:not(.is-active) .files__name',
  '.files__offer',
  '.tabrow__tab[aria-selected="false"]',
  '.resizer--right',
];
const RUN = [
  '.djs-palette .entry',
  '.djs-context-pad .entry',
  '.djs-context-pad .sb-pad',
  '.sb-transport__button--step',
  '.sb-transport__button--run',
  '.sb-transport__slider',
  '.sb-clock__summary',
  '.taskview__name',
  '.taskview textarea',
  '.taskview input[type="checkbox"]',
  '.form__actions .sb-button--primary',
  '.form__actions .sb-button:not(.sb-button--primary)',
  '.inspector__actions .sb-button--primary',
  '.variables__origin',
  '.relations .link',
];
const LISTS = [
  '.filter',
  '.group summary',
  '.problem',
  '.problem__main',
  '.problem > .sb-button',
  '.bio-properties-panel-group-header',
  '.bio-properties-panel-input',
];
const LINES = ['.timeline__filter', '.line:not(.is-now)', '.line:not(.is-now) .line__main', '.line__mark'];
const TABLE = ['.timers__which .sb-button', '.timers__table tbody tr', '.timers__name', '.timers__table .sb-button'];
const SERVICES = [
  '.dialog__head .tool',
  '.dialog select',
  '.dialog textarea',
  '.dialog .sb-input',
  '.services__row .tool',
];
const PEOPLE = ['.people__row .sb-input', '.people__row .tool', '.people__file', '.people .link', '.people summary'];
const WELCOME = ['.welcome__actions .sb-button--primary', '.welcome__actions .sb-button:nth-child(2)', '.card'];

/** Shows the first control of each kind as if the pointer stood on it, or the keyboard had come to it. */
async function point(page, kinds, state) {
  const missing = await page.evaluate(
    ({ selectors, focus }) =>
      selectors.filter((selector, index) => {
        const first = [...document.querySelectorAll(selector)].find((element) => element.checkVisibility());
        // Rows answer to the pointer, but the keyboard comes to what stands in them.
        if (!focus || first?.tabIndex >= 0) first?.setAttribute('data-pointed', String(index));
        return !first;
      }),
    { selectors: kinds, focus: state === 'focus' },
  );
  if (missing.length > 0) throw new Error(`Not seen: ${missing.join(', ')}`);
  const session = await page.context().newCDPSession(page);
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  const { root } = await session.send('DOM.getDocument');
  const { nodeIds } = await session.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector: '[data-pointed]' });
  for (const nodeId of nodeIds)
    await session.send('CSS.forcePseudoState', { nodeId, forcedPseudoClasses: STATES[state] });
}

/** The manager's task in a run, with another file beside it. */
async function running(page) {
  await openFile(page, 'order.bpmn', motley());
  await page.locator('.header__brand').click();
  await toManager(page);
  await select(page, 'ApproveOrder');
}
async function mistakes(page) {
  await openExample(page, 'Find the mistakes');
  await page.getByRole('tab', { name: 'Properties' }).click();
}

const places = {
  frame: [running, FRAME],
  run: [running, RUN],
  lists: [mistakes, LISTS],
  timeline: [panels['timeline-large'], LINES],
  timers: [panels['timers-full'], TABLE],
  services: [dialogs['services-full'], SERVICES],
  people: [dialogs['people-full'], PEOPLE],
  welcome: [() => {}, WELCOME],
};

export const scenes = Object.fromEntries(
  Object.entries(places).flatMap(([name, [go, kinds]]) =>
    Object.keys(STATES).map((state) => [
      `${state}-${name}`,
      async (page, opened) => {
        await go(page, opened);
        await point(page, kinds, state);
      },
    ]),
  ),
);
