/**
 * What is marked in a table: cells with problems, rules that matched, values that were tested. dmn-js draws the table anew
 * whenever it likes, so the marks are rules of a style sheet that name rules, cells and columns by their ids.
 */
import type { ModdleElement } from 'dmn-js/lib/Modeler';
import { useEffect, useState } from 'react';
import { SEVERITIES } from '../../bpmn-js/session/severity.ts';
import type { Diagnostic, Severity } from '../../bpmn-js/session/types.ts';
import { brief } from '../panels/value.ts';
import type { DecisionFile } from './DecisionFile.ts';
import type { Tested } from './made.ts';
import { children } from './places.ts';

export interface Marks {
  /** Ids of cells, rules and columns, with the worst that is said of each. */
  readonly problems: ReadonlyMap<string, Severity>;
  /** Ids of the rules that matched. */
  readonly matched: readonly string[];
  /** Id of an input column to the value that was tested. */
  readonly tested: ReadonlyMap<string, string>;
}

/** What is to be marked, from what the engine says; a rule is named by its id, or by its number where it was tried. */
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
  const ids = matched.map((rule) => (typeof rule === 'number' ? rules[rule - 1]?.id : rule));
  const values = tested.map(({ column, value }) => [columns[column - 1]?.id ?? '', `= ${brief(value, 24)}`] as const);
  return {
    problems: worstOf(file, problems),
    matched: ids.filter((id) => id !== undefined),
    tested: new Map(values),
  };
}

/** The worst that is said of each place of the file. */
function worstOf(file: DecisionFile, problems: readonly Diagnostic[]): Map<string, Severity> {
  const found = new Map<string, Severity>();
  for (const severity of SEVERITIES)
    for (const problem of problems) {
      if (problem.file !== file.name || problem.severity !== severity || severity === 'hint') continue;
      const element = file.placeOf(problem)?.element;
      if (element !== undefined && !found.has(element)) found.set(element, severity);
    }
  return found;
}

/** Keeps the marks of the table that is shown. */
export function useMarks(marks: Marks): void {
  const [sheet] = useState(() => new CSSStyleSheet());
  useEffect(() => {
    document.adoptedStyleSheets.push(sheet);
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((known) => known !== sheet);
    };
  }, [sheet]);
  useEffect(() => sheet.replaceSync(rulesOf(marks)), [sheet, marks]);
}

const COLOURS: Record<Severity, string> = {
  error: 'var(--sb-incident)',
  warning: 'var(--sb-ready)',
  information: 'var(--sb-accent)',
  hint: 'var(--sb-border-strong)',
};

function rulesOf({ problems, matched, tested }: Marks): string {
  const rules: string[] = [];
  for (const [id, severity] of problems) {
    const colour = COLOURS[severity];
    const [cell, column, row] = [named('element', id), named('col', id), named('row', id)];
    rules.push(
      `.decisions td.cell${cell}:not(.annotation), .decisions th${column} { box-shadow: inset 0 0 0 2px ${colour}; }`,
    );
    rules.push(
      `.decisions tr:has(td${cell}) > .rule-index, .decisions .rule-index${row} { color: ${colour}; font-weight: 700; }`,
    );
    rules.push(`.decisions tr:has(td${cell}) > .rule-index::after { content: " !"; }`);
  }
  for (const id of matched) {
    rules.push(`.decisions td${named('row', id)} { background: var(--sb-completed-fill) !important; }`);
    rules.push(`.decisions .rule-index${named('row', id)}::before { content: "✓ "; color: var(--sb-completed); }`);
  }
  for (const [id, value] of tested)
    rules.push(
      `.decisions th${named('col', id)} .clause::after { content: ${quoted(` ${value}`)}; color: var(--sb-completed); font-weight: 600; }`,
    );
  return rules.join('\n');
}

const named = (kind: 'element' | 'col' | 'row', id: string) => `[data-${kind}-id=${quoted(id)}]`;

/** A text as CSS writes it. */
function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\a ')}"`;
}
