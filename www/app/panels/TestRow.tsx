import { useState } from 'react';
import type { TestInfo, TestResult } from '../../bpmn-js/session/types.ts';
import { useWorkbench } from '../workbench/hooks.ts';
import { revealElement } from '../workbench/tests.ts';

const KINDS: Record<TestInfo['kind'], string> = {
  script: 'script',
  processModel: 'process',
  bpmn: 'test diagram',
  recording: 'recording',
};

/** More differences than that are opened on demand. */
const FIRST = 20;

/** One test: its state, a button to run it, and what differs. */
export function TestRow({
  test,
  result,
  running,
  busy,
}: {
  test: TestInfo;
  result: TestResult | undefined;
  running: boolean;
  busy: boolean;
}) {
  const workbench = useWorkbench();
  const [chosen, setChosen] = useState<boolean>();
  const failed = result?.passed === false;
  const open = failed && (chosen ?? true);
  const state = running ? 'running' : result === undefined ? 'not run' : result.passed ? 'passed' : 'failed';
  return (
    <li className="test">
      <div className="problem">
        <button
          type="button"
          className="problem__main"
          aria-expanded={failed ? open : undefined}
          onClick={() => (failed ? setChosen(!open) : void show(workbench, test))}
        >
          <span className={`verdict verdict--${state.replace(' ', '-')}`} role="img" aria-label={state} />
          <span className="problem__text">
            <span>{test.name}</span>
            {failed && <span className="problem__help">{result.message}</span>}
          </span>
          <span className="problem__place">{KINDS[test.kind]}</span>
        </button>
        <button
          type="button"
          className="sb-button"
          aria-label={`Run ${test.name}`}
          disabled={busy}
          onClick={() => void workbench.session?.tests.run([test.id])}
        >
          Run
        </button>
      </div>
      {open && <Failure result={result} />}
    </li>
  );
}

function show(workbench: ReturnType<typeof useWorkbench>, { element, file }: TestInfo): Promise<void> | undefined {
  return element ? revealElement(workbench, element, file) : undefined;
}

function Failure({ result }: { result: TestResult }) {
  const workbench = useWorkbench();
  const [all, setAll] = useState(false);
  const { at, position, line, differences, update, file, kind } = result;
  const facts = [line !== null && `line ${line}`, position !== null && `log position ${position}`].filter(Boolean);
  const shown = all ? differences : differences.slice(0, FIRST);
  return (
    <div className="test__failure">
      {shown.length > 0 && (
        <table className="differences">
          <thead>
            <tr>
              <th scope="col">Where</th>
              <th scope="col">Expected</th>
              <th scope="col">Got</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((difference) => (
              <tr key={difference.path}>
                <th scope="row">{difference.path}</th>
                <td className="differences__expected">{text(difference.expected)}</td>
                <td className="differences__got">{text(difference.got)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="test__actions">
        {at !== null && (
          <button
            type="button"
            className="sb-button"
            onClick={() =>
              void revealElement(workbench, at, kind === 'script' ? file : undefined).catch((error) =>
                workbench.report(error),
              )
            }
          >
            Show {at}
          </button>
        )}
        {update !== null && (
          <button
            type="button"
            className="sb-button"
            title="Writes the recording anew, with what happens now as what is expected"
            onClick={() => accept(workbench, result, update)}
          >
            Accept what happens now
          </button>
        )}
        {differences.length > shown.length && (
          <button type="button" className="sb-button" onClick={() => setAll(true)}>
            Show all {differences.length}
          </button>
        )}
        <span className="none">{facts.join(', ')}</span>
      </p>
    </div>
  );
}

function accept(workbench: ReturnType<typeof useWorkbench>, { file, id }: TestResult, update: string): void {
  const before = workbench.state.files.find(({ name }) => name === file)?.text;
  workbench.changed(file, update, true);
  void workbench.session?.tests.run([id]);
  if (before !== undefined)
    workbench.toast(`${file} was written anew.`, {
      label: 'Undo',
      act: () => workbench.changed(file, before, true),
    });
}

function text(value: unknown): string {
  if (value === undefined) return '–';
  return JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? Number(each) : each), 1) ?? '';
}
