/** Brings a part of the open view into sight and selects it. */
import type Canvas from 'diagram-js/lib/core/Canvas';
import type { Viewer } from 'dmn-js/lib/Modeler';

interface Selection {
  select(element: unknown): void;
}
interface Registry {
  get(id: string): { cells?: readonly { id: string }[] } | undefined;
}

/** Waits until what was asked for is drawn. */
export const nextFrame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

/** How often it is looked whether the file has come to the front. */
const PATIENCE = 60;

export async function showPlace(viewer: Viewer | null | undefined, host: HTMLElement, element: string): Promise<void> {
  // Another file may have been in front: its place on the page is taken a moment later.
  for (let frames = 0; frames < PATIENCE && (frames === 0 || !host.isConnected); frames++) await nextFrame();
  const canvas = viewer?.get<Canvas>('canvas', false);
  const found = viewer?.get<Registry>('elementRegistry', false)?.get(element);
  if (!viewer || !found) return;
  if (canvas) {
    canvas.scrollToElement(element, 80);
    return viewer.get<Selection>('selection').select(found);
  }
  // A rule or column is not selected as such: its first cell is.
  const shown = CSS.escape(found.cells?.[0]?.id ?? element);
  const node = host.querySelector<HTMLElement>(
    `[data-element-id="${shown}"], th[data-col-id="${shown}"], [data-row-id="${shown}"]`,
  );
  node?.scrollIntoView({ block: 'center', inline: 'nearest' });
  node?.querySelector<HTMLElement>('[contenteditable]')?.focus({ preventScroll: true });
}
