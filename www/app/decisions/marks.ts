/**
 * What is marked in a table: cells with problems, rules that matched, values that were tested. dmn-js draws the table anew
 * whenever it likes, and then cells and rules are marked anew; the few heads are marked by a style sheet that names them.
 */
import type { ModdleElement } from 'dmn-js/lib/Modeler';
import { useEffect, useState } from 'react';
import { SEVERITIES } from '../../bpmn-js/session/severity.ts';
import type { Diagnostic, Severity } from '../../bpmn-js/session/types.ts';
import { brief } from '../panels/value.ts';
import type { DecisionFile } from './DecisionFile.ts';
import { numberIn, type Tested } from './made.ts';
import { children } from './places.ts';

export interface Marks {
  /** Ids of cells, rules and columns, with the worst that is said of each. */
  readonly problems: ReadonlyMap<string, Severity>;
  /** Ids of the rules that matched. */
  readonly matched: ReadonlySet<string>;
  /** Id of an input column to the value that was tested. */
  readonly tested: ReadonlyMap<string, string>;
}

/** What is to be marked, from what the engine says; a rule is named as the run names it, or by its number where it was tried. */
export function marksOf({
  file,
  table,
  problems,
  matched,
  tested,
}: {
  file: DecisionFile;
  table: ModdleElement | undefined;
  problems: readonly Diagnostic[];
  matched: readonly (string | number)[];
  tested: Tested;
}): Marks {
  const rules = children(table, 'rule');
  const columns = children(table, 'input');
  const ids = matched.map((rule) => ruleNamed(rules, rule)?.id);
  const values = tested.map(({ column, value }) => [columns[column - 1]?.id ?? '', `= ${brief(value, 24)}`] as const);
  return {
    problems: worstOf(file, problems),
    matched: new Set(ids.filter((id) => id !== undefined)),
    tested: new Map(values),
  };
}

/** A rule by its id or number; the engine calls the second rule of `price` that has no id `rule@price.2`. */
function ruleNamed(rules: readonly ModdleElement[], rule: string | number): ModdleElement | undefined {
  const named = rules.find(({ id }) => id === rule);
  return named ?? rules[(typeof rule === 'number' ? rule : numberIn(rule)) - 1];
}

/** The worst that is said of each place of the file. */
function worstOf(file: DecisionFile, problems: readonly Diagnostic[]): Map<string, Severity> {
  const found = new Map<string, Severity>();
  const { places } = file;
  for (const severity of SEVERITIES)
    for (const problem of problems) {
      if (problem.file !== file.name || problem.severity !== severity || severity === 'hint') continue;
      const element = places?.of(problem.element ?? '', problem)?.element;
      if (element !== undefined && !found.has(element)) found.set(element, severity);
    }
  return found;
}

/** Keeps the marks of the table that is shown in `host`. */
export function useMarks(host: HTMLElement, marks: Marks): void {
  useEffect(() => {
    const observer = new MutationObserver(() => markCells(host, marks));
    const attributeFilter = ['data-element-id', 'data-row-id', 'data-col-id'];
    observer.observe(host, { childList: true, subtree: true, attributes: true, attributeFilter });
    markCells(host, marks);
    return () => observer.disconnect();
  }, [host, marks]);
  useHeads(marks.tested);
}

/** Names a rule of a style sheet for each would be simpler, but with hundreds of them the browser takes seconds. */
function markCells(host: HTMLElement, { problems, matched }: Marks): void {
  const inRows = new Map<string, Severity>();
  for (const cell of host.querySelectorAll<HTMLElement>('td.cell:not(.annotation), th[data-col-id]')) {
    const { elementId, colId, rowId } = cell.dataset;
    const problem = problems.get((cell.tagName === 'TH' ? colId : elementId) ?? '');
    set(cell, 'problem', problem);
    if (rowId && problem) inRows.set(rowId, worse(problem, inRows.get(rowId)));
  }
  for (const cell of host.querySelectorAll<HTMLElement>('td[data-row-id]')) {
    const { rowId = '' } = cell.dataset;
    set(cell, 'matched', matched.has(rowId) ? '' : undefined);
    if (cell.classList.contains('rule-index')) set(cell, 'problem', inRows.get(rowId) ?? problems.get(rowId));
  }
}

const worse = (one: Severity, other: Severity | undefined) =>
  other && SEVERITIES.indexOf(other) < SEVERITIES.indexOf(one) ? other : one;

function set({ dataset }: HTMLElement, name: 'problem' | 'matched', value: string | undefined): void {
  if (dataset[name] === value) return;
  if (value === undefined) delete dataset[name];
  else dataset[name] = value;
}

/** Shows the tested values in the heads of their columns. */
function useHeads(tested: Marks['tested']): void {
  const [sheet] = useState(() => new CSSStyleSheet());
  useEffect(() => {
    document.adoptedStyleSheets.push(sheet);
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((known) => known !== sheet);
    };
  }, [sheet]);
  useEffect(() => sheet.replaceSync([...tested].map(([id, value]) => headRule(id, value)).join('\n')), [sheet, tested]);
}

const headRule = (column: string, value: string) =>
  `.decisions th[data-col-id=${quoted(column)}] .clause::after { content: ${quoted(` ${value}`)}; color: var(--sb-completed); font-weight: 600; }`;

/** A text as CSS writes it. */
function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\a ')}"`;
}
