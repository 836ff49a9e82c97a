/**
 * Overlays of one kind, at most one on each element. Showing others changes only what differs: in a large diagram most
 * stays as it is from one moment of a run to the next.
 */
import type Overlays from 'diagram-js/lib/features/overlays/Overlays';

/** An overlay that is wanted. One with the same key on the same element looks the same. */
export interface Wanted {
  readonly key: string;
  make(): {
    html: HTMLElement;
    position: { top?: number; left?: number; bottom?: number; right?: number };
    minZoom?: number;
  };
}

export class OverlaySet {
  #shown = new Map<string, { key: string; id: string }>();

  constructor(
    private readonly overlays: Overlays,
    private readonly type: string,
  ) {}

  /** Shows these, by the id of their element, and no others. */
  show(wanted: ReadonlyMap<string, Wanted>): void {
    for (const [element, { key, id }] of this.#shown) {
      // One that went with its element may be wanted on the one that an undo brought back.
      if (wanted.get(element)?.key === key && this.overlays.get(id)) continue;
      this.overlays.remove(id);
      this.#shown.delete(element);
    }
    for (const [element, { key, make }] of wanted) {
      if (this.#shown.has(element)) continue;
      const { html, position, minZoom } = make();
      const show = minZoom === undefined ? {} : { show: { minZoom } };
      this.#shown.set(element, { key, id: this.overlays.add(element, this.type, { position, html, ...show }) });
    }
  }

  /** The diagram was opened anew: its overlays are gone with it. */
  forget(): void {
    this.overlays.remove({ type: this.type });
    this.#shown.clear();
  }
}
