import { type ReactNode, useState } from 'react';

/** Pixels of a row that is one line high. */
const ROW = 28;
/** Rows drawn above and below what is seen. */
const AROUND = 8;
const HEIGHT = 320;

/** A table of very many rows, of which only those are drawn that are seen. Opened rows may be higher than the others. */
export function Windowed({ count, children }: { count: number; children: (at: number) => ReactNode }) {
  const [top, setTop] = useState(0);
  const first = Math.max(0, Math.min(Math.floor(top / ROW) - AROUND, count - 1));
  const last = Math.min(count, Math.ceil((top + HEIGHT) / ROW) + AROUND);
  const rows = Array.from({ length: Math.max(0, last - first) }, (_, index) => children(first + index));
  return (
    <div className="windowed" style={{ maxHeight: HEIGHT }} onScroll={(event) => setTop(event.currentTarget.scrollTop)}>
      <div style={{ height: first * ROW }} />
      <table className="variables">
        <tbody>{rows}</tbody>
      </table>
      <div style={{ height: (count - last) * ROW }} />
    </div>
  );
}
