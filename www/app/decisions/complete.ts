/**
 * What dmn-js needs of a table and files may leave out: ids of columns, rules and cells, cells at the end of a rule, the
 * expression of a column. What is added means what its absence means; it is written when the file is changed.
 */
import type { ModdleElement } from 'dmn-js/lib/Modeler';
import { children, headOf, isElement, partsOf, tableOf } from './places.ts';

const PREFIXES: Record<string, string> = {
  'dmn:InputClause': 'Input_',
  'dmn:OutputClause': 'Output_',
  'dmn:DecisionRule': 'DecisionRule_',
};

/** Completes the tables of a file; gives what keeps one from being drawn. */
export function complete(definitions: ModdleElement): string | undefined {
  for (const decision of children(definitions, 'drgElement')) {
    const table = tableOf(decision);
    if (!table) continue;
    const problem = completeTable(table);
    if (problem) return `In the table of ${decision.name || decision.id}, ${problem}`;
  }
  giveIds(definitions);
  return undefined;
}

function completeTable(table: ModdleElement): string | undefined {
  const [inputs, outputs] = [children(table, 'input'), children(table, 'output')];
  if (outputs.length === 0) return 'no column is an output.';
  // SpiffWorkflow takes the label where no expression is written.
  for (const input of inputs)
    if (!isElement(input.get('inputExpression'))) {
      const text = input.get('label') ? headOf(input) : '';
      input.set('inputExpression', create(input, 'dmn:LiteralExpression', text));
    }
  for (const [index, rule] of children(table, 'rule').entries()) {
    const fits =
      filled(rule, 'inputEntry', inputs.length, 'dmn:UnaryTests') &&
      filled(rule, 'outputEntry', outputs.length, 'dmn:LiteralExpression');
    if (!fits) return `rule ${index + 1} has more cells than there are columns.`;
  }
  return undefined;
}

/** Gives a rule the cells it lacks; false when it has too many. */
function filled(rule: ModdleElement, property: string, columns: number, type: string): boolean {
  const cells = children(rule, property);
  const missing = Array.from({ length: Math.max(columns - cells.length, 0) }, () => create(rule, type, ''));
  if (missing.length > 0) rule.set(property, [...cells, ...missing]);
  return cells.length <= columns;
}

function create(parent: ModdleElement, type: string, text: string): ModdleElement {
  const made = parent.$model.create(type, { text });
  made.$parent = parent;
  return made;
}

/** Gives every part of the tables an id. */
function giveIds(definitions: ModdleElement): void {
  const taken = new Set<string>();
  const missing: ModdleElement[] = [];
  const look = (element: ModdleElement) => {
    if (element.id) taken.add(element.id);
    else missing.push(element);
  };
  for (const decision of children(definitions, 'drgElement')) {
    look(decision);
    const logic = decision.get('decisionLogic');
    const table = tableOf(decision);
    if (table) for (const part of partsOf(table)) look(part);
    else if (isElement(logic)) look(logic);
  }
  const next = new Map<string, number>();
  for (const element of missing) {
    const prefix = PREFIXES[element.$type] ?? `${element.$type.slice(4)}_`;
    let number = next.get(prefix) ?? 1;
    while (taken.has(`${prefix}${number}`)) number++;
    next.set(prefix, number + 1);
    element.id = `${prefix}${number}`;
  }
}
