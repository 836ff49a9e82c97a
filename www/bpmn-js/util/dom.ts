/** Small helpers for building elements. Texts are always set as text, never parsed as markup. */

/** An element of a class with children; strings become text. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

/** A button that says what it does. */
export function button(
  className: string,
  label: string,
  act: () => void,
  ...children: (Node | string)[]
): HTMLButtonElement {
  const made = element('button', className, ...children);
  made.type = 'button';
  made.title = label;
  made.setAttribute('aria-label', label);
  made.addEventListener('click', (event) => {
    event.stopPropagation();
    act();
  });
  return made;
}

const SVG = 'http://www.w3.org/2000/svg';

/** A 16 x 16 icon drawn from the data of one path, in the colour of the text around it. */
export function icon(path: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  for (const [name, value] of Object.entries({
    viewBox: '0 0 16 16',
    width: '16',
    height: '16',
    'aria-hidden': 'true',
    class: 'sb-icon',
  })) {
    svg.setAttribute(name, value);
  }
  const shape = document.createElementNS(SVG, 'path');
  shape.setAttribute('d', path);
  svg.append(shape);
  return svg;
}
