import type { KeyboardEvent, PointerEvent } from 'react';
import type { Edge, Layout } from './layout.ts';

const STEP = 16;

/** The line between two panels: drag it, or move it with the arrow keys. */
export function Resizer({ side, layout, hidden }: { side: Edge; layout: Layout; hidden: boolean }) {
  if (hidden) return null;
  const sign = side === 'left' ? 1 : -1;
  const size = layout.size[side];
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const [from, target] = [side === 'bottom' ? event.clientY : event.clientX, event.currentTarget];
    const move = (moved: globalThis.PointerEvent) => {
      layout.resize(side, size + sign * ((side === 'bottom' ? moved.clientY : moved.clientX) - from));
    };
    target.setPointerCapture(event.pointerId);
    target.addEventListener('pointermove', move);
    target.addEventListener('pointerup', () => target.removeEventListener('pointermove', move), { once: true });
  };
  const press = (event: KeyboardEvent) => {
    const [less, more] =
      side === 'bottom'
        ? ['ArrowDown', 'ArrowUp']
        : side === 'left'
          ? ['ArrowLeft', 'ArrowRight']
          : ['ArrowRight', 'ArrowLeft'];
    if (event.key === less) layout.resize(side, size - STEP);
    if (event.key === more) layout.resize(side, size + STEP);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that can be moved is not a plain line
    <div
      className={`resizer resizer--${side}`}
      role="separator"
      tabIndex={0}
      aria-label={`Size of the ${side} panel`}
      aria-orientation={side === 'bottom' ? 'horizontal' : 'vertical'}
      aria-valuenow={size}
      onPointerDown={drag}
      onKeyDown={press}
      onDoubleClick={() => layout.toggle(side)}
    />
  );
}
