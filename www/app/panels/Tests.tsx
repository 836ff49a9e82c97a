import { useEffect, useState } from 'react';
import type { TestView } from '../../bpmn-js/session/Tests.ts';
import type { Coverage, TestInfo } from '../../bpmn-js/session/types.ts';
import { Icon } from '../shell/Icon.tsx';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import { makeTest, type TestForm } from '../workbench/tests.ts';
import { More } from './More.tsx';
import { TestRow } from './TestRow.tsx';

/** The tests of the open files: their state, what differs, and what they came through. */
export function Tests() {
  const workbench = useWorkbench();
  const engine = useView((state) => state.engine);
  const problems = useView((state) => state.problems);
  const files = useView((state) => state.files);
  const view = useView((state) => state.tests);
  // What the engine knows of the files is what tests stand in, so they are looked for when that is new.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `problems` and `files` say when to look again.
  useEffect(() => {
    if (engine === 'ready') void workbench.session?.tests.refresh();
  }, [workbench, engine, problems, files]);
  if (engine === 'loading' || view.tests === undefined)
    return (
      <p className="blank" role="status">
        Looking for tests …
      </p>
    );
  return (
    <div className="tests">
      <Bar view={view} tests={view.tests} />
      {view.tests.length === 0 && (
        <p className="blank">
          No tests yet. Play a run and make a test of it, or open a file such as test_order.json beside order.bpmn.
        </p>
      )}
      {view.covers && view.coverage && <Covered coverage={view.coverage} />}
      {grouped(view.tests).map(([file, tests]) => (
        <FileTests key={file} file={file} tests={tests} view={view} />
      ))}
    </div>
  );
}

function Bar({ view, tests }: { view: TestView; tests: readonly TestInfo[] }) {
  const workbench = useWorkbench();
  const bench = workbench.session?.tests;
  const passed = [...view.results.values()].filter((result) => result.passed).length;
  const failed = view.results.size - passed;
  const { running, left, coverage } = view;
  return (
    <div className="tests__bar">
      {running === undefined ? (
        <button
          type="button"
          className="sb-button sb-button--primary"
          disabled={tests.length === 0}
          onClick={() => void bench?.run()}
        >
          Run all
        </button>
      ) : (
        <button type="button" className="sb-button" onClick={() => bench?.stop()}>
          Stop
        </button>
      )}
      <span className="tests__counts" role="status">
        {running !== undefined && `Running, ${left + 1} to go. `}
        {passed > 0 && <span className="tests__passed">{passed} passed</span>}
        {failed > 0 && <span className="tests__failed">{failed} failed</span>}
        {view.stale && running === undefined && <span>Files changed since.</span>}
      </span>
      {coverage && (
        <button
          type="button"
          className="sb-button"
          aria-pressed={view.covers}
          title="Shows on the diagrams what the tests came through"
          onClick={() => bench?.cover(!view.covers)}
        >
          Coverage {coverage.percent} %
        </button>
      )}
      <Make />
    </div>
  );
}

const FORMS: Record<TestForm, string> = {
  recording: 'Recording',
  processModel: 'SpiffArena test_*.json',
  fixture: 'SpiffArena fixture',
  bpmn: 'SpiffArena *_test.bpmn',
};
const FORM_NAMES: TestForm[] = ['recording', 'processModel', 'fixture', 'bpmn'];

/** Makes a test of the run that stands. */
function Make() {
  const workbench = useWorkbench();
  const process = useView((state) => state.view?.info.process);
  const [form, setForm] = useState<TestForm>('recording');
  const [name, setName] = useState('');
  const make = (event: React.FormEvent) => {
    event.preventDefault();
    void makeTest(workbench, form, name).then(() => setName(''));
  };
  return (
    <form className="tests__make" onSubmit={make}>
      <input
        className="sb-input"
        placeholder="Test name"
        aria-label="Name of the test"
        value={name}
        disabled={process === undefined}
        onChange={(event) => setName(event.target.value)}
      />
      <select
        className="sb-input"
        aria-label="Form of the test"
        value={form}
        disabled={process === undefined}
        onChange={(event) => setForm(FORM_NAMES.find((known) => known === event.target.value) ?? 'recording')}
      >
        {FORM_NAMES.map((known) => (
          <option key={known} value={known}>
            {FORMS[known]}
          </option>
        ))}
      </select>
      <button
        type="submit"
        className="sb-button"
        disabled={process === undefined}
        title={process === undefined ? 'Start a run first' : 'Adds a file with the test to the workspace'}
      >
        Make a test of this run
      </button>
    </form>
  );
}

/** How much of each process the tests came through. */
function Covered({ coverage }: { coverage: Coverage }) {
  const workbench = useWorkbench();
  return (
    <ul className="tests__coverage" aria-label="Coverage by process">
      {coverage.processes.map(({ process, file, percent, elements, flows }) => {
        const missing = [...elements, ...flows].filter(({ tests }) => tests === 0).length;
        return (
          <li key={`${file} ${process}`}>
            <button type="button" className="tests__process" onClick={() => workbench.show(file)}>
              <span className="tests__percent">{percent} %</span>
              <meter min={0} max={100} value={percent} aria-label={`Coverage of ${process}`} />
              <span>{process}</span>
              <span className="tests__missing">{missing > 0 ? `${missing} not reached` : 'all reached'}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function grouped(tests: readonly TestInfo[]): [string, TestInfo[]][] {
  const groups = new Map<string, TestInfo[]>();
  for (const test of tests) groups.set(test.file, [...(groups.get(test.file) ?? []), test]);
  return [...groups];
}

function FileTests({ file, tests, view }: { file: string; tests: TestInfo[]; view: TestView }) {
  const failed = tests.filter(({ id }) => view.results.get(id)?.passed === false).length;
  return (
    <details className="group" open>
      <summary>
        <Icon name="file" />
        {file}
        <span className={`count${failed > 0 ? ' count--error' : ''}`}>{failed || tests.length}</span>
      </summary>
      <More entries={tests}>
        {(shown) => (
          <ul className="rows">
            {shown.map((test) => (
              <TestRow
                key={test.id}
                test={test}
                result={view.results.get(test.id)}
                running={view.running === test.id}
                busy={view.running !== undefined}
              />
            ))}
          </ul>
        )}
      </More>
    </details>
  );
}
