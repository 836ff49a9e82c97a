// What is wrong with how a page looks, as far as a computer can tell: pale text, cut-off text, bars for scrolling sideways.

import { inPage } from './colours.mjs';

/** Contrast that the guidelines for accessibility ask of texts (WCAG 2.2, 1.4.3 AA): small ones, and large or bold ones. */
const LEAST = { small: 4.5, large: 3 };

/** Whole areas whose looks are not the page's: editors and drawings that scroll, and what bpmn-js draws into its SVG. */
const FOREIGN = 'svg, .cm-editor, .djs-palette, .djs-context-pad, .bjs-powered-by';

/** One line for each fault that is seen on the page, sorted and without repetition. */
export const faults = (page) => inPage(page, findFaults, { least: LEAST, foreign: FOREIGN });

// Runs in the page, so everything it needs stands inside or is given.
function findFaults({ rgba, over, ancestors, ground, contrast, textWidth }, { least, foreign }) {
  const where = (element) => {
    const name = element.classList[0] ? `.${element.classList[0]}` : element.tagName.toLowerCase();
    const parent = element.parentElement?.closest('[class]:not([class=""])');
    return parent ? `.${parent.classList[0]} ${name}` : name;
  };
  const short = (text) => JSON.stringify(text.trim().replace(/\s+/g, ' ').slice(0, 48));
  /** Only what is in sight counts: below a modal dialog nothing is read. */
  function seen(element) {
    const modal = document.querySelector('dialog:modal');
    if (modal && !modal.contains(element)) return false;
    if (element.closest(foreign) || element.closest('.visually-hidden, [inert]')) return false;
    if (ancestors(element).some((at) => getComputedStyle(at).clipPath === 'inset(50%)')) return false;
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    const { width, height, right, bottom } = element.getBoundingClientRect();
    return width > 1 && height > 1 && right > 0 && bottom > 0;
  }
  const toldWholly = (element, text) => element.closest('[title]')?.title.includes(text) ?? false;
  const told = (element) => element.closest('[title]:not([title=""]), [data-tooltip]') !== null;
  const disabled = (element) => element.closest(':disabled, [aria-disabled="true"]') !== null;

  function paleness(element, text) {
    if (disabled(element)) return;
    const { behind, opacity } = ground(element);
    const style = getComputedStyle(element);
    const [r, g, b, a] = rgba(style.color);
    const ratio = contrast(over([r, g, b, a * opacity], behind), behind);
    const size = Number.parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (a > 0 && ratio < (large ? least.large : least.small) - 0.01)
      return `contrast ${ratio.toFixed(1)}: ${where(element)} ${short(text)}`;
  }
  function cut(inner, text) {
    const element = ancestors(inner).find((at) => getComputedStyle(at).display !== 'inline');
    const style = getComputedStyle(element);
    const hides = [style.overflowX, style.overflowY].some((overflow) => overflow === 'hidden' || overflow === 'clip');
    const less = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 3;
    // What can be opened is not lost.
    if (hides && less && !told(inner) && !element.matches('summary'))
      return `cut off: ${where(element)} ${short(text)}`;
  }
  /** The chosen option of a list must fit; the arrow takes its part of the width. */
  function chosen(select) {
    const text = select.selectedOptions[0]?.textContent ?? '';
    const style = getComputedStyle(select);
    const room = select.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight) - 18;
    if (textWidth(text, style.font) > room + 1 && !select.multiple && !toldWholly(select, text))
      return `cut off: ${where(select)} ${short(text)}`;
  }
  function sideways(element) {
    const { overflowX } = getComputedStyle(element);
    if (
      ['auto', 'scroll'].includes(overflowX) &&
      element.scrollWidth > element.clientWidth + 1 &&
      // A decision table is as wide as its columns.
      !element.matches('pre, .tjs-table-container')
    )
      if (getComputedStyle(element).scrollbarWidth !== 'none') return `scrolls sideways: ${where(element)}`;
  }

  const found = new Set();
  const note = (fault) => fault && found.add(fault);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.textContent;
    if (!text.trim() || !element || element.matches('option, script, style') || !seen(element)) continue;
    note(paleness(element, text));
    note(cut(element, text));
  }
  for (const element of document.body.querySelectorAll('*')) {
    if (!seen(element)) continue;
    if (element.matches('select')) note(chosen(element));
    if (element.matches('input:not([type=checkbox], [type=radio], [type=range]), textarea') && element.value)
      note(paleness(element, element.value));
    note(sideways(element));
  }
  if (document.documentElement.scrollWidth > innerWidth) found.add('scrolls sideways: the page');
  return [...found].sort();
}
