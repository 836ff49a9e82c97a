import { useState } from 'react';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import { Compared } from './Compared.tsx';
import { useComparison } from './useTask.ts';

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
      {compared !== undefined && <ComparedBranch other={compared} names={[label(current), label(compared)]} />}
    </div>
  );
}

const label = (index: number) => `Branch ${index + 1}`;

function ComparedBranch({ other, names }: { other: number; names: [string, string] }) {
  const comparison = useComparison(other);
  if (!comparison) return <p className="none">Comparing …</p>;
  return (
    <>
      {comparison.parted !== null && <p className="none">They parted after event {comparison.parted}.</p>}
      <Compared comparison={comparison} names={names} />
    </>
  );
}
