// What shows where the keyboard is: everything that Tab comes to has a ring, a line or a ground of its own while it has
// the focus, in a colour that is told from what lies around it (WCAG 2.2, 2.4.7 and 1.4.11 AA).

import { inPage } from './colours.mjs';

/** Contrast that the guidelines ask of the parts of a control. */
const LEAST = 3;

/** Text editors show a caret, and a frame shows its own focus. */
const FOREIGN = '.cm-editor, .cm-editor *, iframe';

/** One line for each kind of control whose focus is not seen; what had the focus has it again. */
export async function ringless(page) {
  // Where the last thing pressed was a key, focus is shown.
  await page.keyboard.press('Shift');
  return inPage(page, findRingless, { least: LEAST, foreign: FOREIGN });
}

// Runs in the page, so everything it needs stands inside or is given.
function findRingless({ rgba, over, ground, contrast }, { least, foreign }) {
  const reached = 'a[href], button, input, select, textarea, summary, [tabindex], [contenteditable="true"]';
  const modal = document.querySelector('dialog:modal');
  const before = document.activeElement;

  function look(element) {
    const style = getComputedStyle(element);
    const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderTopColor, backgroundColor } = style;
    const outline = outlineStyle === 'none' || Number.parseFloat(outlineWidth) < 1 ? undefined : outlineColor;
    const shadow = boxShadow === 'none' ? undefined : boxShadow.match(/(rgba?|oklab|oklch|color)\([^)]*\)/)?.[0];
    return { outline, shadow, border: borderTopColor, background: backgroundColor };
  }
  /** Whether a colour that came with the focus is told from what lies around the element. */
  const tells = (color, around) => color !== undefined && contrast(over(rgba(color), around), around) >= least;
  /** The element, or what shows its focus: its label, as that of a switch does, or what stands around it. */
  const shownBy = (element) => [
    element,
    element.nextElementSibling,
    element.parentElement,
    element.closest('label'),
    element.closest('td'),
  ];

  function isSeen(element) {
    const drawn = shownBy(element).filter(Boolean);
    const atRest = drawn.map(look);
    element.focus({ preventScroll: true });
    if (document.activeElement !== element) return true;
    const around = ground(element.parentElement ?? element).behind;
    return drawn.some((part, at) => {
      const rest = atRest[at];
      const now = look(part);
      return ['outline', 'shadow', 'border', 'background'].some(
        (name) => now[name] !== rest[name] && tells(now[name], around),
      );
    });
  }
  const where = (element) => {
    const name = element.classList[0] ? `.${element.classList[0]}` : element.tagName.toLowerCase();
    const parent = element.parentElement?.closest('[class]:not([class=""])');
    return parent ? `.${parent.classList[0]} ${name}` : name;
  };
  const found = new Set();
  for (const element of document.querySelectorAll(reached)) {
    if (element.tabIndex < 0 || element.matches(foreign) || (modal && !modal.contains(element))) continue;
    if (element.matches(':disabled') || element.closest('[inert]') || !element.checkVisibility()) continue;
    element.blur();
    if (!isSeen(element)) found.add(`no ring: ${where(element)}`);
  }
  before?.focus({ preventScroll: true });
  return [...found].sort();
}
