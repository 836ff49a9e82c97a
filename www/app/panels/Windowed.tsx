import { type CSSProperties, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';

/** Rows drawn above and below what is seen. */
const AROUND = 8;
/** Pixels that are taken for seen until they are measured. */
const HEIGHT = 320;

/**
 * A table of very many rows, of which only those are drawn that are seen. It scrolls with the panel it stands in; styles give
 * one within a table a bar of its own. Opened rows may be higher than the others.
 */
export function Windowed({
  count,
  row,
  children,
}: {
  count: number;
  /** Pixels of a closed row. */
  row: number;
  children: (at: number) => ReactNode;
}) {
  const place = useRef<HTMLDivElement>(null);
  const { top, height } = useSeen(place, count);
  const first = Math.max(0, Math.min(Math.floor(top / row) - AROUND, count - 1));
  const last = Math.min(count, Math.ceil((top + height) / row) + AROUND);
  const rows = Array.from({ length: Math.max(0, last - first) }, (_, index) => children(first + index));
  return (
    <div className="windowed" ref={place} style={{ '--row': `${row}px` } as CSSProperties}>
      <div style={{ height: first * row }} />
      <table className="variables">
        <tbody>{rows}</tbody>
      </table>
      <div style={{ height: (count - last) * row }} />
    </div>
  );
}

/** How far a list is scrolled, and how much of it is seen, wherever the bar that scrolls it is. */
function useSeen(place: RefObject<HTMLDivElement | null>, count: number): { top: number; height: number } {
  const [seen, setSeen] = useState({ top: 0, height: HEIGHT });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a list of another length is looked at anew
  useEffect(() => {
    const list = place.current;
    const scroller = list && scrollerOf(list);
    if (!scroller) return;
    const look = () => {
      const above = scroller === list ? list.scrollTop : edge(scroller) - edge(list);
      setSeen({ top: Math.max(0, above), height: scroller.clientHeight });
    };
    look();
    scroller.addEventListener('scroll', look, { passive: true });
    const observer = new ResizeObserver(look);
    observer.observe(scroller);
    return () => {
      scroller.removeEventListener('scroll', look);
      observer.disconnect();
    };
  }, [place, count]);
  return seen;
}

const edge = (element: Element) => element.getBoundingClientRect().top;

function scrollerOf(element: Element): Element | null {
  const scrolls = ['auto', 'scroll'].includes(getComputedStyle(element).overflowY);
  return scrolls || !element.parentElement ? element : scrollerOf(element.parentElement);
}
