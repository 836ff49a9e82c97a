import { useEffect, useRef, useState } from 'react';
import type { LogEntry } from '../../bpmn-js/session/types.ts';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import { Compared } from './Compared.tsx';
import { NotStarted } from './NotStarted.tsx';
import { localTimes, words } from './value.ts';

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
  const whole = view?.log ?? [];
  const log = !filter
    ? whole
    : whole.filter((entry) =>
        `${entry.text} ${entry.element} ${entry.type}`.toLowerCase().includes(filter.toLowerCase()),
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
  const marked = useView((state) => state.difference?.marked);
  if (!view) return <NotStarted>Everything that happens in it shows here, event by event.</NotStarted>;
  const first = Math.max(Math.floor(top / ROW) - MARGIN, 0);
  const shown = log.slice(first, first + Math.ceil(height / ROW) + 2 * MARGIN);
  const mark = (position: number) => workbench.session?.mark(position === marked ? undefined : position);
  return (
    <div className={`timeline${marked === undefined ? '' : ' timeline--compared'}`}>
      <div className="timeline__bar">
        <input
          className="sb-input timeline__filter"
          type="search"
          placeholder="Filter"
          aria-label="Filter the timeline"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
        <button
          type="button"
          className="sb-button"
          aria-pressed={marked !== undefined}
          title="Mark the position shown, then go to another one: changed elements and data are told"
          onClick={() => mark(marked ?? view.info.position)}
        >
          {marked === undefined ? 'Compare from here' : `Compared with event ${marked}`}
        </button>
      </div>
      {log.length === 0 && <p className="timeline__none none">Nothing that happened has “{filter}” in it.</p>}
      <div ref={list} className="timeline__list" onScroll={(event) => setTop(event.currentTarget.scrollTop)}>
        <div style={{ height: log.length * ROW, position: 'relative' }}>
          {shown.map((entry, index) => (
            <Line
              key={entry.position}
              entry={entry}
              top={(first + index) * ROW}
              now={first + index === at}
              future={entry.position > view.info.position}
              marked={entry.position === marked}
              mark={() => mark(entry.position)}
              go={() => void workbench.session?.run?.checkout(entry.position)}
            />
          ))}
        </div>
      </div>
      {marked !== undefined && <Compare />}
    </div>
  );
}

/** What the position shown differs in from the marked one. */
function Compare() {
  const difference = useView((state) => state.difference);
  if (!difference) return null;
  const { marked, shown, comparison } = difference;
  return (
    <section className="timeline__compare" aria-label="Two positions compared">
      {!comparison ? (
        <p className="none" role="status">
          Comparing …
        </p>
      ) : marked === shown ? (
        <p className="none">Event {marked} is marked. Go to another one: by a click, a step or the slider.</p>
      ) : (
        <Compared comparison={comparison} names={[`After event ${marked}`, `After event ${shown}, shown`]} />
      )}
    </section>
  );
}

function Line({
  entry,
  top,
  now,
  future,
  marked,
  mark,
  go,
}: {
  entry: LogEntry;
  top: number;
  now: boolean;
  future: boolean;
  marked: boolean;
  mark: () => void;
  go: () => void;
}) {
  const text = localTimes(entry.text);
  return (
    <div
      className={`line${now ? ' is-now' : ''}${future ? ' is-future' : ''}${marked ? ' is-marked' : ''}`}
      style={{ transform: `translateY(${top}px)` }}
    >
      <button type="button" className="line__main" onClick={go} aria-current={now ? 'step' : undefined}>
        <span className="line__position">{entry.position}</span>
        <span className="line__time">{new Date(entry.at).toLocaleTimeString()}</span>
        <span className={`line__kind line__kind--${entry.type}`}>{words(entry.type).toLowerCase()}</span>
        <span className="line__text" title={text}>
          {text}
        </span>
      </button>
      <button
        type="button"
        className="line__mark"
        aria-pressed={marked}
        aria-label={`Compare with event ${entry.position}`}
        title="Compare the position shown with this one"
        onClick={mark}
      >
        ≠
      </button>
    </div>
  );
}
