/** A field to find a place by its name, of those that make sense. */
import { element } from '../util/dom.js';
import type { Place } from './Places.js';

let made = 0;

/** Takes a place when it is picked from the list, or its name is entered. */
export function choiceOf(
  places: readonly Place[],
  label: string,
  hint: string,
  take: (id: string) => void,
): HTMLElement {
  const named = new Map<string, string>();
  const list = element('datalist', 'sb-rebind__places');
  list.id = `sb-places-${++made}`;
  for (const { id, name, kind } of places) {
    const value = named.has(name) ? `${name} (${id})` : name;
    named.set(value, id);
    const option = new Option(kind, value);
    list.append(option);
  }
  const field = element('input', 'sb-rebind__target');
  field.placeholder = hint;
  field.setAttribute('list', list.id);
  field.setAttribute('aria-label', label);
  const choose = () => {
    const id = named.get(field.value.trim());
    field.toggleAttribute('aria-invalid', id === undefined && field.value.trim() !== '');
    if (id !== undefined) take(id);
  };
  field.addEventListener('change', choose);
  // What is picked from the list is told as input without a key; a name that is still being typed is waited for.
  field.addEventListener('input', (event) => {
    if (!(event instanceof InputEvent) || event.inputType === 'insertReplacementText') choose();
  });
  // Keys belong to the field, not to the diagram under it.
  field.addEventListener('keydown', (event) => event.stopPropagation());
  return element('span', 'sb-rebind__choice', field, list);
}
