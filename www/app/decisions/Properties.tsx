import type { ModdleElement } from 'dmn-js/lib/Modeler';
import { useState } from 'react';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import { messageOf } from '../workbench/message.ts';
import type { DecisionFile } from './DecisionFile.ts';
import { LANGUAGES, languageNamed } from './languages.ts';
import { tableOf } from './places.ts';

/** Hit policies with what they do, in the order in which people look for them. */
const POLICIES: readonly (readonly [policy: string, aggregation: string | undefined, label: string])[] = [
  ['UNIQUE', undefined, 'Unique: one rule matches'],
  ['FIRST', undefined, 'First: the first that matches'],
  ['ANY', undefined, 'Any: those that match agree'],
  ['PRIORITY', undefined, 'Priority: the output worth most'],
  ['RULE ORDER', undefined, 'Rule order: all, as they stand'],
  ['OUTPUT ORDER', undefined, 'Output order: all, by worth'],
  ['COLLECT', undefined, 'Collect: all'],
  ['COLLECT', 'SUM', 'Collect: their sum'],
  ['COLLECT', 'MIN', 'Collect: the smallest'],
  ['COLLECT', 'MAX', 'Collect: the largest'],
  ['COLLECT', 'COUNT', 'Collect: how many'],
];

/** The properties of the decision that is shown, and the language of the file's texts. */
export function Properties({ file, element }: { file: DecisionFile; element: ModdleElement; version: number }) {
  const isDecision = element.$type === 'dmn:Decision';
  const table = isDecision ? tableOf(element) : undefined;
  return (
    <section className="dmnproperties" aria-label="Properties of the decision">
      {isDecision && <Naming key={element.id} file={file} element={element} />}
      {table && <HitPolicy file={file} table={table} />}
      {file.definitions && <FileLanguage file={file} definitions={file.definitions} />}
    </section>
  );
}

function Naming({ file, element }: { file: DecisionFile; element: ModdleElement }) {
  return (
    <>
      <Line
        key={`name ${element.name}`}
        label="Name"
        value={element.name ?? ''}
        change={(name) => file.update(element, { name })}
      />
      <Id file={file.name} id={element.id ?? ''} />
    </>
  );
}

/** The id, by which tasks and other decisions name it: they are taken along. */
function Id({ file, id }: { file: string; id: string }) {
  const workbench = useWorkbench();
  const [problem, setProblem] = useState<string>();
  const rename = (to: string) => {
    setProblem(undefined);
    workbench.library.renames.rename({ file, from: id, to }).catch((error) => setProblem(messageOf(error)));
  };
  return (
    <>
      <Line key={`id ${id}`} label="Id" value={id} change={rename} />
      {problem && (
        <p className="form__problem" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}

/** A text that is taken when the person has finished typing. */
function Line({ label, value, change }: { label: string; value: string; change: (value: string) => void }) {
  const [text, setText] = useState(value);
  const done = () => {
    const wanted = text.trim();
    if (wanted === '' || wanted === value) setText(value);
    else change(wanted);
  };
  return (
    <label className="sb-field">
      <span className="sb-field__label">{label}</span>
      <input
        className="sb-input"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={done}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      />
    </label>
  );
}

function HitPolicy({ file, table }: { file: DecisionFile; table: ModdleElement }) {
  const aggregation = table.get('aggregation');
  const now = POLICIES.findIndex(
    ([policy, aggregated]) => policy === table.get('hitPolicy') && aggregated === (aggregation ?? undefined),
  );
  const choose = (index: number) => {
    const [hitPolicy, aggregated] = POLICIES[index] ?? [];
    file.update(table, { hitPolicy, aggregation: aggregated });
  };
  return (
    <label className="sb-field">
      <span className="sb-field__label">Hit policy</span>
      <select className="sb-input" value={now} onChange={(event) => choose(Number(event.target.value))}>
        {POLICIES.map(([, , label], index) => (
          <option key={label} value={index}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The language of all texts of the file that name none of their own. */
function FileLanguage({ file, definitions }: { file: DecisionFile; definitions: ModdleElement }) {
  const workbench = useWorkbench();
  const profile = useView((state) => state.profile);
  const named = definitions.get('expressionLanguage');
  const value = typeof named === 'string' ? languageNamed(named) : '';
  const own = profile === 'spiffworkflow' ? 'Python' : 'JavaScript';
  const choose = (language: string) =>
    void file.setLanguage(language || undefined).catch((error) => workbench.report(error));
  return (
    <label className="sb-field">
      <span className="sb-field__label">Language of the file’s cells and expressions</span>
      <select className="sb-input" value={value} onChange={(event) => choose(event.target.value)}>
        <option value="">As the workspace: {own}</option>
        {LANGUAGES.map(({ value: language, label }) => (
          <option key={language} value={language}>
            {label}
          </option>
        ))}
        {value !== '' && !LANGUAGES.some((known) => known.value === value) && <option value={value}>{value}</option>}
      </select>
    </label>
  );
}
