import { useState } from 'react';
import type { Comparison, ElementDifference, PathDifference } from '../../bpmn-js/session/types.ts';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import { useComparison, useElement } from './useTask.ts';
import { toText } from './value.ts';

/** Lines of a difference that are shown before one asks for the rest. */
const FIRST = 40;

/** The ways the run parted into: each can be looked at, and compared with the one looked at. */
export function Branches() {
  const workbench = useWorkbench();
  const count = useView((state) => state.branches);
  const current = useView((state) => state.branch);
  const [other, setOther] = useState<number>();
  if (count < 2) return null;
  const compared = other !== undefined && other !== current && other < count ? other : undefined;
  const indices = Array.from({ length: count }, (_, index) => index);
  const turn = (index: number) => {
    const branch = workbench.session?.branches[index];
    if (branch) void workbench.session?.turnTo(branch);
  };
  return (
    <div className="inspector__branches">
      <h3>Branches</h3>
      {indices.map((index) => (
        <button
          key={index}
          type="button"
          className="sb-button"
          aria-pressed={index === current}
          onClick={() => turn(index)}
        >
          {label(index)}
        </button>
      ))}
      <label className="inspector__compare">
        Compare {label(current)} with{' '}
        <select
          className="sb-input"
          value={compared ?? ''}
          onChange={(event) => setOther(event.target.value === '' ? undefined : Number(event.target.value))}
        >
          <option value="">nothing</option>
          {indices
            .filter((index) => index !== current)
            .map((index) => (
              <option key={index} value={index}>
                {label(index)}
              </option>
            ))}
        </select>
      </label>
      {compared !== undefined && <Compared other={compared} names={[label(current), label(compared)]} />}
    </div>
  );
}

const label = (index: number) => `Branch ${index + 1}`;

function Compared({ other, names }: { other: number; names: [string, string] }) {
  const comparison = useComparison(other);
  if (!comparison) return <p className="none">Comparing …</p>;
  const lines = differences(comparison);
  if (lines.length === 0 && comparison.elements.length === 0) return <p className="none">They stand the same.</p>;
  return (
    <>
      {comparison.parted !== null && <p className="none">They parted after event {comparison.parted}.</p>}
      <table className="difference">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">{names[0]}</th>
            <th scope="col">{names[1]}</th>
          </tr>
        </thead>
        <tbody>
          {comparison.elements.map((difference) => (
            <ElementRow key={`${difference.process} ${difference.element}`} difference={difference} />
          ))}
          {lines.slice(0, FIRST).map(([where, difference]) => (
            <tr key={`${where} ${difference.path}`}>
              <th scope="row">
                <span className="difference__where">{where}</span> <code>{difference.path}</code>
              </th>
              <td>{shown(difference, 'left')}</td>
              <td>{shown(difference, 'right')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {lines.length > FIRST && <p className="none">… and {lines.length - FIRST} more differences in data.</p>}
    </>
  );
}

function ElementRow({ difference }: { difference: ElementDifference }) {
  const workbench = useWorkbench();
  const file = useView((state) => state.processes.find((process) => process.id === difference.process)?.file);
  const name = useElement(difference.element, file)?.name;
  return (
    <tr>
      <th scope="row">
        <button type="button" className="link" onClick={() => void workbench.reveal(file, difference.element)}>
          {name || difference.element}
        </button>
      </th>
      <td>{states(difference.left)}</td>
      <td>{states(difference.right)}</td>
    </tr>
  );
}

function states(state: ElementDifference['left']): string {
  if (!state) return 'not reached';
  const counts: [number, string][] = [
    [state.completed, 'completed'],
    [state.ready, 'ready'],
    [state.waiting, 'waiting'],
    [state.started, 'started'],
    [state.cancelled, 'cancelled'],
    [state.error, 'failed'],
  ];
  const told = counts.filter(([count]) => count > 0).map(([count, word]) => (count > 1 ? `${count} × ${word}` : word));
  return told.join(', ') || 'not reached';
}

// Data objects and results stand in the data of the last tasks as well; each difference is told where it is at home.
function differences(comparison: Comparison): [string, PathDifference][] {
  const own = (where: string, list: readonly PathDifference[]) =>
    list.map((difference): [string, PathDifference] => [where, difference]);
  return [
    ...own('result', comparison.result),
    ...own('data object', comparison.dataObjects),
    ...comparison.tasks.flatMap((task) => own(task.element, task.data)),
  ];
}

function shown(difference: PathDifference, side: 'left' | 'right') {
  return side in difference ? <code>{toText(difference[side])}</code> : <span className="none">absent</span>;
}
