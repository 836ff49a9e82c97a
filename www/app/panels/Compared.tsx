import { wordsOf } from '../../bpmn-js/difference/words.ts';
import type { Comparison, ElementDifference, PathDifference } from '../../bpmn-js/session/types.ts';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import { useElement } from './useTask.ts';
import { oneLine } from './value.ts';

/** Lines of a difference that are shown; of more, the number is told. */
const FIRST = 40;

/** Two runs, or two positions of one, side by side: elements first, then data. */
export function Compared({ comparison, names }: { comparison: Comparison; names: readonly [string, string] }) {
  const lines = differences(comparison);
  const { elements } = comparison;
  if (lines.length === 0 && elements.length === 0) return <p className="none">They stand the same.</p>;
  const left = Math.max(lines.length - FIRST, 0) + Math.max(elements.length - FIRST, 0);
  return (
    <>
      <table className="difference">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">{names[0]}</th>
            <th scope="col">{names[1]}</th>
          </tr>
        </thead>
        <tbody>
          {elements.slice(0, FIRST).map((difference) => (
            <ElementRow key={`${difference.process} ${difference.element}`} difference={difference} />
          ))}
          {lines.slice(0, FIRST).map(([where, difference]) => (
            <tr key={`${where} ${difference.path}`}>
              <th scope="row">
                <code>{difference.path}</code>
                <span className="difference__where">
                  <Where name={where} />
                </span>
              </th>
              <td>{shown(difference, 'left')}</td>
              <td>{shown(difference, 'right')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 && <p className="none">… and {left} more differences.</p>}
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
      <td>{wordsOf(difference.left)}</td>
      <td>{wordsOf(difference.right)}</td>
    </tr>
  );
}

/** A task by its name; what is no element is told as it is. */
function Where({ name }: { name: string }) {
  return useElement(name, undefined)?.name || name;
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
  return side in difference ? <code>{oneLine(difference[side])}</code> : <span className="none">absent</span>;
}
