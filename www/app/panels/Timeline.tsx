import { useEffect, useRef, useState } from 'react';
import type { LogEntry } from '../../bpmn-js/session/types.ts';
import { useView, useWorkbench } from '../workbench/hooks.ts';

const ROW = 26;
const MARGIN = 12;

/** Everything that happened, line by line; a click shows the run as it was then. Only the lines in sight are drawn. */
export function Timeline() {
  const workbench = useWorkbench();
  const view = useView((state) => state.view);
  const [filter, setFilter] = useState('');
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(200);
  const list = useRef<HTMLDivElement>(null);
  const log = (view?.log ?? []).filter(
    (entry) => !filter || `${entry.text} ${entry.element} ${entry.type}`.toLowerCase().includes(filter.toLowerCase()),
  );
  const at = log.findLastIndex((entry) => entry.position <= (view?.info.position ?? 0));
  useEffect(() => {
    const place = list.current;
    if (!place || at < 0) return;
    if (at * ROW < place.scrollTop || (at + 1) * ROW > place.scrollTop + place.clientHeight)
      place.scrollTop = at * ROW - place.clientHeight / 2;
  }, [at]);
  useEffect(() => {
    const place = list.current;
    if (!place) return;
    const observer = new ResizeObserver(() => setHeight(place.clientHeight));
    observer.observe(place);
    return () => observer.disconnect();
  }, []);
  if (!view) return <p className="blank">The history of a run shows here, event by event, once it is started.</p>;
  const first = Math.max(Math.floor(top / ROW) - MARGIN, 0);
  const shown = log.slice(first, first + Math.ceil(height / ROW) + 2 * MARGIN);
  return (
    <div className="timeline">
      <input
        className="sb-input timeline__filter"
        type="search"
        placeholder="Filter"
        aria-label="Filter the timeline"
        value={filter}
        onChange={(event) => setFilter(event.target.value)}
      />
      <div ref={list} className="timeline__list" onScroll={(event) => setTop(event.currentTarget.scrollTop)}>
        <div style={{ height: log.length * ROW, position: 'relative' }}>
          {shown.map((entry, index) => (
            <Line
              key={entry.position}
              entry={entry}
              top={(first + index) * ROW}
              now={first + index === at}
              future={entry.position > view.info.position}
              go={() => void workbench.session?.run?.checkout(entry.position)}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

function Line({
  entry,
  top,
  now,
  future,
  go,
}: {
  entry: LogEntry;
  top: number;
  now: boolean;
  future: boolean;
  go: () => void;
}) {
  return (
    <button
      type="button"
      className={`line${now ? ' is-now' : ''}${future ? ' is-future' : ''}`}
      style={{ transform: `translateY(${top}px)` }}
      onClick={go}
      aria-current={now ? 'step' : undefined}
    >
      <span className="line__position">{entry.position}</span>
      <span className="line__time">{new Date(entry.at).toLocaleTimeString()}</span>
      <span className={`line__kind line__kind--${entry.type}`}>
        {entry.type.replace(/([A-Z])/g, ' $1').toLowerCase()}
      </span>
      <span className="line__text">{entry.text}</span>
    </button>
  );
}
