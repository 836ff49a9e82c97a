import { useEffect, useState } from 'react';
import { SEVERITIES } from '../../bpmn-js/session/severity.ts';
import type { Diagnostic, Severity } from '../../bpmn-js/session/types.ts';
import { mark } from '../../bpmn-js/util/mark.ts';
import { Icon } from '../shell/Icon.tsx';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import { More } from './More.tsx';

const PLURAL: Record<Severity, string> = { error: 'errors', warning: 'warnings', information: 'notes', hint: 'hints' };

/** All problems of the workspace, worst first, file by file. */
export function Problems() {
  const problems = useView((state) => state.problems);
  const engine = useView((state) => state.engine);
  const files = useView((state) => state.files.length);
  // The frame after the one that draws them begins when they are on the screen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each list of problems is painted
  useEffect(() => {
    const frame = requestAnimationFrame(() => setTimeout(() => mark('signalbox.problems.painted')));
    return () => cancelAnimationFrame(frame);
  }, [problems]);
  const [hidden, setHidden] = useState<ReadonlySet<Severity>>(new Set(['hint']));
  const toggle = (severity: Severity) => {
    const next = new Set(hidden);
    if (!next.delete(severity)) next.add(severity);
    setHidden(next);
  };
  if (engine === 'loading')
    return (
      <p className="blank" role="status">
        Checking as soon as the engine is there …
      </p>
    );
  if (problems.length === 0)
    return (
      <p className="blank blank--good">
        <Icon name="check" />
        {files > 0 ? 'No problems. Everything that is drawn can run.' : 'Open a diagram to have it checked.'}
      </p>
    );
  const shown = problems.filter((problem) => !hidden.has(problem.severity));
  return (
    <div className="problems">
      <fieldset className="filters">
        <legend className="visually-hidden">Filter by severity</legend>
        {SEVERITIES.map((severity) => {
          const count = problems.filter((problem) => problem.severity === severity).length;
          return (
            count > 0 && (
              <button
                key={severity}
                type="button"
                className="filter"
                aria-pressed={!hidden.has(severity)}
                onClick={() => toggle(severity)}
              >
                <Sign severity={severity} />
                {count} {count === 1 ? PLURAL[severity].slice(0, -1) : PLURAL[severity]}
              </button>
            )
          );
        })}
      </fieldset>
      {shown.length === 0 && <p className="blank">Nothing else was found. Press a filter to see what it hides.</p>}
      {grouped(shown).map(([file, found]) => (
        <FileProblems key={file} file={file} problems={found} />
      ))}
    </div>
  );
}

function grouped(problems: readonly Diagnostic[]): [string, Diagnostic[]][] {
  const groups = new Map<string, Diagnostic[]>();
  for (const problem of problems) {
    const file = problem.file ?? '';
    groups.set(file, [...(groups.get(file) ?? []), problem]);
  }
  for (const found of groups.values())
    found.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  return [...groups];
}

/** Two problems may say the same of one element; their order tells them apart. */
const keyOf = (problem: Diagnostic, index: number) => `${problem.code} ${problem.element} ${index}`;

function FileProblems({ file, problems }: { file: string; problems: Diagnostic[] }) {
  return (
    <details className="group" open>
      <summary>
        <Icon name="file" />
        {file || 'Workspace'}
        <span className="count">{problems.length}</span>
      </summary>
      <More entries={problems}>
        {(shown) => (
          <ul className="rows">
            {shown.map((problem, index) => (
              <Row key={keyOf(problem, index)} problem={problem} />
            ))}
          </ul>
        )}
      </More>
    </details>
  );
}

function Row({ problem }: { problem: Diagnostic }) {
  const workbench = useWorkbench();
  useView((state) => state.drawing);
  const name =
    problem.element && (workbench.diagrams.get(problem.file ?? '')?.nameOf(problem.element) ?? problem.element);
  const place = problem.range && `line ${problem.range.start.line}`;
  const show = () => void workbench.reveal(problem.file, problem.element, problem);
  return (
    <li className="problem">
      <button
        type="button"
        className="problem__main"
        onClick={show}
        title={`${problem.code}${place ? `, ${place}` : ''}`}
      >
        <Sign severity={problem.severity} />
        <span className="problem__text">
          <span>{problem.message}</span>
          {problem.help && <span className="problem__help">{problem.help}</span>}
        </span>
      </button>
      <span className="problem__place" title={name || undefined}>
        {name ?? place}
      </span>
      {problem.fixes.map((fix) => (
        <button
          key={fix.title}
          type="button"
          className="sb-button"
          onClick={() => void workbench.fix(problem, fix).catch((error) => workbench.report(error))}
        >
          {fix.title}
        </button>
      ))}
    </li>
  );
}

/** A severity told by shape and colour. */
export function Sign({ severity }: { severity: Severity }) {
  return (
    <span className={`sign sign--${severity}`} role="img" aria-label={severity}>
      {severity === 'information' ? 'i' : severity === 'hint' ? '' : '!'}
    </span>
  );
}
