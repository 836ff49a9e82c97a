import { useState } from 'react';
import type { TaskDetail } from '../../bpmn-js/session/types.ts';
import { parseObject } from '../../bpmn-js/start/data.ts';
import { scriptAt } from '../canvas/scripts.ts';
import { JsonField } from '../forms/JsonField.tsx';
import { JsonForm } from '../forms/JsonForm.tsx';
import { TaskForm } from '../forms/TaskForm.tsx';
import { useAssignments, usePeople } from '../people/hooks.ts';
import { Refusal } from '../people/Refusal.tsx';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import { editAndRetry } from './retry.ts';
import { useForm, useTask } from './useTask.ts';
import { Parameters } from './Variables.tsx';
import { dataOf, localTimes, toText } from './value.ts';

/** One task and what can be done with it. */
export function TaskView({ id }: { id: number }) {
  const workbench = useWorkbench();
  const detail = useTask(id);
  const file = useView((state) => state.processes.find((process) => process.id === detail?.task.process)?.file);
  const form = useForm(detail?.task.manual ? id : undefined);
  const now = useView((state) => state.view?.info.now ?? 0);
  const assignment = useAssignments().get(id);
  const as = usePeople((state) => (state.personas.length > 0 ? state.as : undefined));
  if (!detail)
    return (
      <p className="blank" role="status">
        Asking the engine …
      </p>
    );
  const { task } = detail;
  const run = workbench.session?.run;
  return (
    <article className="taskview">
      <header className="taskview__head">
        <button
          type="button"
          className="taskview__name"
          title="Show on the canvas"
          onClick={() => void workbench.reveal(file, task.element)}
        >
          {task.name || task.element}
        </button>
        {task.lane && <span className="chip chip--small">{task.lane}</span>}
        <span className={`state state--${task.state.toLowerCase()}`}>{task.state.toLowerCase()}</span>
        <span className="taskview__spring" />
        {(task.manual || detail.job) && (
          <button type="button" className="sb-button" onClick={() => void run?.skip(id)} title="Go on without doing it">
            Skip
          </button>
        )}
      </header>
      {detail.incident ? (
        <IncidentView detail={detail} file={file} />
      ) : assignment?.may === false ? (
        <Refusal assignment={assignment} />
      ) : task.manual ? (
        form ? (
          <TaskForm
            key={`${id} ${task.state}`}
            form={form}
            now={now}
            example={async () => (await run?.example(id)) ?? {}}
            submit={(data) => run?.complete(id, data, as)}
            submitAndRun={(data) => run?.complete(id, data, as).then(() => run.continue())}
          />
        ) : (
          <p className="blank" role="status">
            Asking the engine …
          </p>
        )
      ) : detail.job ? (
        <JobView detail={detail} />
      ) : (
        <WaitingView detail={detail} />
      )}
    </article>
  );
}

function JobView({ detail }: { detail: TaskDetail }) {
  const workbench = useWorkbench();
  const run = workbench.session?.run;
  const { job, task } = detail;
  if (!job) return null;
  const example = async () => {
    const process = workbench.session?.view?.info.process ?? task.process;
    return dataOf(await workbench.services.example({ job, operator: job.operator, process }));
  };
  return (
    <>
      <p className="taskview__reason">
        Calls <code>{job.operator}</code>
        {job.resultVariable && (
          <>
            {' '}
            and keeps the answer as <code>{job.resultVariable}</code>
          </>
        )}
        . Play the service: give its answer.
      </p>
      <Parameters values={job.parameters} />
      <JsonForm label="Answer" example={example} submit={(data) => void run?.complete(task.id, data)} />
      <div className="taskview__more">
        <button type="button" className="sb-button" onClick={() => void run?.fail(task.id, 'The service failed.')}>
          Let it fail
        </button>
      </div>
    </>
  );
}

function WaitingView({ detail }: { detail: TaskDetail }) {
  const workbench = useWorkbench();
  const run = workbench.session?.run;
  const waiting = useView((state) => state.view?.waiting.find((item) => item.task === detail.task.id));
  return (
    <>
      <p className="taskview__reason">{localTimes(detail.waitsFor ?? waiting?.reason ?? 'It is at work.')}</p>
      <div className="taskview__more">
        {waiting && waiting.due !== null && (
          <button
            type="button"
            className="sb-button sb-button--primary"
            onClick={() => void run?.fireTimer(detail.task.id)}
          >
            Let the timer fire
          </button>
        )}
        {waiting?.for === 'gateway' && (
          <button type="button" className="sb-button" onClick={() => workbench.emphasize('messages')}>
            Send a message …
          </button>
        )}
      </div>
      {(waiting?.for === 'message' || waiting?.for === 'signal') && (
        <JsonForm
          label={`Send ${waiting.event ?? waiting.for}`}
          example={async () => dataOf((await run?.exampleEvent(detail.task.id))?.payload)}
          submit={(payload) => {
            const kind = waiting.for === 'signal' ? 'signal' : 'message';
            const correlations = waiting.events.find(({ type }) => type === kind)?.correlations;
            void run?.send(kind, waiting.event ?? '', payload, {
              target: detail.task.id,
              ...(correlations && { correlations }),
            });
          }}
        />
      )}
    </>
  );
}

/** What failed, where in the script, and the ways on. */
function IncidentView({ detail, file }: { detail: TaskDetail; file: string | undefined }) {
  const workbench = useWorkbench();
  const run = workbench.session?.run;
  const [text, setText] = useState(() => toText(detail.task.data, 2));
  const { value, problem } = parseObject(text);
  const diagnostic = detail.incident?.diagnostic;
  const texts = useView((state) => state.files.find(({ name }) => name === file)?.text) ?? '';
  const inScript = detail.incident?.kind === 'script' && diagnostic?.file === file ? diagnostic?.range : undefined;
  const role = inScript ? scriptAt(texts, inScript.start) : undefined;
  const exception = detail.incident?.exception;
  const told = exception && !diagnostic?.message.startsWith(exception);
  const id = detail.task.id;
  const inDecision = detail.incident?.kind === 'decision' && diagnostic?.file ? diagnostic : undefined;
  const showScript = () => {
    workbench.turnTo('properties');
    if (inDecision) void workbench.reveal(inDecision.file, inDecision.element, inDecision);
    else void workbench.reveal(file, detail.task.element);
  };
  return (
    <div className="incident">
      <div className="incident__what">
        <p className="incident__message" role="alert">
          {told && <strong>{exception}: </strong>}
          {diagnostic?.message}
        </p>
        {diagnostic?.help && <p className="incident__help">{diagnostic.help}</p>}
        {diagnostic && <Excerpt file={diagnostic.file} range={diagnostic.range} />}
      </div>
      <div className="incident__data">
        <JsonField label="The data it saw" text={text} problem={problem} rows={6} change={setText} />
      </div>
      <div className="form__actions">
        <button
          type="button"
          className="sb-button sb-button--primary"
          disabled={!value}
          onClick={() => value && void run?.edit(id, value, true)}
        >
          Retry with this data
        </button>
        {file && role ? (
          <button
            type="button"
            className="sb-button"
            onClick={() => void editAndRetry(workbench, file, detail.task, role).catch(workbench.report)}
          >
            Edit the script and retry …
          </button>
        ) : (
          <button type="button" className="sb-button" onClick={showScript}>
            {inDecision ? 'Show the decision' : 'Show the script'}
          </button>
        )}
        <button type="button" className="sb-button" onClick={() => void run?.retry(id)}>
          Retry as it was
        </button>
        <button type="button" className="sb-button" onClick={() => void run?.back()}>
          Step back
        </button>
        <button type="button" className="sb-button" onClick={() => void run?.skip(id)}>
          Skip
        </button>
      </div>
    </div>
  );
}

/** The line of the file with a caret below the place. */
function Excerpt({
  file,
  range,
}: {
  file: string | null | undefined;
  range: { start: { line: number; column: number }; end: { line: number; column: number } } | null | undefined;
}) {
  const text = useView((state) => state.files.find((known) => known.name === file)?.text);
  const line = range && text?.split('\n')[range.start.line - 1];
  if (!range || !text || typeof line !== 'string') return null;
  const width = range.end.line === range.start.line ? Math.max(range.end.column - range.start.column, 1) : 1;
  const first = beginOfScript(line, range.start.column - 1);
  const script = line.slice(first).replace(/(\]\]>)?(<\/[\w:]+>\s*)+$/, '');
  const number = String(range.start.line).padStart(4);
  return (
    <pre className="excerpt">{`${number} │ ${script}\n     │ ${' '.repeat(range.start.column - 1 - first)}${'^'.repeat(width)}`}</pre>
  );
}

/** Where the script begins in a line that has tags before it, or leading blanks. */
function beginOfScript(line: string, place: number): number {
  const before = line.slice(0, place);
  const tags = /^\s*(<[^>]*>\s*)*?(<!\[CDATA\[|<[\w:]*script[^>]*>)+/i.exec(before)?.[0] ?? '';
  return tags ? tags.length : (/^\s*/.exec(before)?.[0].length ?? 0);
}
