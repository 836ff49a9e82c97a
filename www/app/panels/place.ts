/** The element that the properties panel of the active diagram is put into; React only carries it about. */
let place: HTMLDivElement | undefined;

export function placeOfProperties(): HTMLDivElement {
  if (!place) {
    place = document.createElement('div');
    place.className = 'properties';
  }
  return place;
}
