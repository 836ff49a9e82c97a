import { useView, useWorkbench } from '../workbench/hooks.ts';
import type { Made } from './made.ts';

/** What the run made of the decision that is shown; of several times, one is chosen. */
export function RunBand({
  times,
  chosen,
  choose,
}: {
  times: readonly Made[];
  chosen: Made;
  choose: (position: number) => void;
}) {
  const workbench = useWorkbench();
  const processes = useView((state) => state.processes);
  const run = useView((state) => state.view?.info.process);
  const file = processes.find(({ id }) => id === run)?.file;
  return (
    <div className="runband" role="status">
      {times.length > 1 ? (
        <select
          className="sb-input"
          aria-label="Which time of the run"
          value={chosen.position}
          onChange={(event) => choose(Number(event.target.value))}
        >
          {times.map(({ position, text }, index) => (
            <option key={position} value={position}>
              {index + 1} of {times.length}: {text}
            </option>
          ))}
        </select>
      ) : (
        <span className="runband__text">In the run: {chosen.text}</span>
      )}
      {file && chosen.element && (
        <button type="button" className="link" onClick={() => void workbench.reveal(file, chosen.element)}>
          Show the task
        </button>
      )}
    </div>
  );
}
