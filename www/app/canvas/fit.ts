import type Canvas from 'diagram-js/lib/core/Canvas';

/** What floats on the canvas and should cover nothing, in pixels. */
const ROOM = { left: 104, right: 24, top: 28, bottom: 76 };

/** Brings everything that is drawn into the part of the canvas that nothing floats on. */
export function fit(canvas: Canvas): void {
  const { inner, outer } = canvas.viewbox();
  if (inner.width === 0 || outer.width === 0) return;
  const [width, height] = [outer.width - ROOM.left - ROOM.right, outer.height - ROOM.top - ROOM.bottom];
  const scale = Math.max(Math.min(width / inner.width, height / inner.height, 1), 0.2);
  const x = inner.x - (ROOM.left + Math.max(width - inner.width * scale, 0) / 2) / scale;
  const y = inner.y - (ROOM.top + Math.max(height - inner.height * scale, 0) / 2) / scale;
  canvas.viewbox({ x, y, width: outer.width / scale, height: outer.height / scale });
}
