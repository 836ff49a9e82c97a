import type { ModdleElement } from 'dmn-js/lib/Modeler';
import { useEffect, useMemo, useState } from 'react';
import type { Data, DecisionResult } from 'signalbox';
import { parseObject } from '../../bpmn-js/start/data.ts';
import { JsonField } from '../forms/JsonField.tsx';
import { brief, toText } from '../panels/value.ts';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import { nameOf, tableOf } from './places.ts';
import { type Asked, askedOf, dataOf, textAt, withoutAsked } from './trial.ts';

/** Milliseconds of quiet before a decision is made with what was typed. */
const PAUSE = 200;

/** What came of a try: the result, or why there is none. */
export interface Tried {
  readonly result?: DecisionResult;
  readonly failed?: string;
}

/** Makes the decision that is shown with data that a person types; what comes of it shows at once. */
export function TryOut({
  definitions,
  decision,
  version,
  ofRun,
  tried,
  tell,
}: {
  definitions: ModdleElement;
  decision: ModdleElement;
  /** Grows with every change of the file. */
  version: number;
  /** The data of the run, where it made this decision. */
  ofRun: Data | undefined;
  tried: Tried | undefined;
  tell: (tried: Tried | undefined) => void;
}) {
  const [texts, setTexts] = useState<ReadonlyMap<string, string>>(new Map());
  const [other, setOther] = useState('');
  // biome-ignore lint/correctness/useExhaustiveDependencies: moddle changes its elements in place
  const asked = useMemo(() => askedOf(definitions, decision), [definitions, decision, version]);
  const parsed = useMemo(() => parseObject(other), [other]);
  useTry(decision.id, asked, texts, other, tell);
  const empty = asked.map(({ path }) => path).filter((path) => (texts.get(path) ?? '').trim() === '');
  const take = (data: Data) => {
    setTexts(new Map(asked.map(({ path }) => [path, textAt(data, path)])));
    const rest = withoutAsked(data, asked);
    setOther(Object.keys(rest).length > 0 ? toText(rest, 2) : '');
  };
  return (
    <section className="tryout" aria-label="Try the decision">
      <div className="tryout__given">
        {asked.map((one) => (
          <Field
            key={one.path}
            asked={one}
            text={texts.get(one.path) ?? ''}
            change={(text) => setTexts(new Map([...texts, [one.path, text]]))}
          />
        ))}
        {asked.length === 0 && <p className="none">No column names a variable. Give the data as JSON.</p>}
        {ofRun && (
          <button type="button" className="sb-button" onClick={() => take(ofRun)}>
            Take the data of the run
          </button>
        )}
        <details className="tryout__more" open={asked.length === 0 || other !== '' || undefined}>
          <summary>More data</summary>
          <JsonField label="Variables as JSON" text={other} problem={parsed.problem} rows={3} change={setOther} />
        </details>
      </div>
      <Outcome tried={tried} definitions={definitions} decision={decision} empty={empty} />
    </section>
  );
}

/** Asks the engine whenever something that matters is different. */
function useTry(
  decision: string | undefined,
  asked: readonly Asked[],
  texts: ReadonlyMap<string, string>,
  other: string,
  tell: (tried: Tried | undefined) => void,
): void {
  const workbench = useWorkbench();
  // The engine has read a change of the file when it tells its problems.
  const read = useView((state) => state.problems);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was read is asked for again
  useEffect(() => {
    let overtaken = false;
    const ask = async () => {
      if (decision === undefined || parseObject(other).problem) return;
      const data: Data = JSON.parse(other.trim() || '{}');
      const tried = await tryIt(workbench.session?.workspace, decision, dataOf(asked, texts, data));
      if (!overtaken) tell(tried);
    };
    const pause = window.setTimeout(() => void ask(), PAUSE);
    return () => {
      overtaken = true;
      window.clearTimeout(pause);
    };
  }, [workbench, decision, asked, texts, other, read, tell]);
  useEffect(() => () => tell(undefined), [tell]);
}

type EngineWorkspace = NonNullable<ReturnType<typeof useWorkbench>['session']>['workspace'];

async function tryIt(workspace: EngineWorkspace | undefined, decision: string, data: Data): Promise<Tried> {
  if (!workspace) return { failed: 'The engine is not here yet.' };
  try {
    return { result: await workspace.decide(decision, data) };
  } catch (error) {
    // What the error advises is meant for a run.
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

function Field({ asked, text, change }: { asked: Asked; text: string; change: (text: string) => void }) {
  const { path, type, values } = asked;
  return (
    <label className="sb-field tryout__field">
      <span className="sb-field__label">
        {path} {type && <em>{type}</em>}
      </span>
      <input
        className="sb-input"
        value={text}
        list={values.length > 0 || type === 'boolean' ? `try-${path}` : undefined}
        onChange={(event) => change(event.target.value)}
      />
      <datalist id={`try-${path}`}>
        {(type === 'boolean' ? ['true', 'false'] : values).map((value) => (
          <option key={value} value={value} />
        ))}
      </datalist>
    </label>
  );
}

/** What came of it: the outputs, the rules, and what the decisions before it gave. */
function Outcome({
  tried,
  definitions,
  decision,
  empty,
}: {
  tried: Tried | undefined;
  definitions: ModdleElement;
  decision: ModdleElement;
  /** Variables that nothing was typed for. */
  empty: readonly string[];
}) {
  const failed = tried?.failed;
  if (failed !== undefined)
    return (
      <div className="tryout__outcome" role="status">
        <p className={empty.length > 0 ? 'none' : 'tryout__failed'}>{failed}</p>
        {empty.length > 0 && <p>Still to fill in: {empty.join(', ')}.</p>}
      </div>
    );
  const { result } = tried ?? {};
  if (!result)
    return (
      <div className="tryout__outcome" role="status">
        <p className="none">Deciding …</p>
      </div>
    );
  const outputs = Object.entries(result.outputs);
  const rules = result.rules.filter((matched) => matched.decision === decision.id).map(({ number }) => number);
  return (
    <div className="tryout__outcome" role="status">
      <dl className="facts">
        {outputs.length === 0 && (
          <>
            <dt>Result</dt>
            <dd>{brief(result.value) || 'null'}</dd>
          </>
        )}
        {outputs.map(([name, value]) => (
          <div key={name} className="tryout__output">
            <dt>{name}</dt>
            <dd>{brief(value)}</dd>
          </div>
        ))}
      </dl>
      {tableOf(decision) && <p>{ruleText(rules)}</p>}
      {result.made.slice(0, -1).map(({ decision: id, value }) => (
        <p key={id} className="none">
          {nameOf(definitions, id) ?? id} gave {brief(value)}
        </p>
      ))}
    </div>
  );
}

function ruleText(rules: readonly number[]): string {
  if (rules.length === 0) return 'No rule counted.';
  return rules.length === 1 ? `Rule ${rules[0]} counted.` : `Rules ${rules.join(', ')} counted.`;
}
