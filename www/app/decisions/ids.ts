/** Ids for what has none in the file: dmn-js knows columns, rules and cells by them. */
import type { ModdleElement } from 'dmn-js/lib/Modeler';
import { children, isElement, partsOf, tableOf } from './places.ts';

const PREFIXES: Record<string, string> = {
  'dmn:InputClause': 'Input_',
  'dmn:OutputClause': 'Output_',
  'dmn:DecisionRule': 'DecisionRule_',
  'dmn:UnaryTests': 'UnaryTests_',
};

/** Gives every part of the tables an id; they are written when the file is changed. */
export function giveIds(definitions: ModdleElement | undefined): void {
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
  for (const element of missing) element.id = free(PREFIXES[element.$type] ?? `${element.$type.slice(4)}_`, taken);
}

function free(prefix: string, taken: Set<string>): string {
  for (let number = 1; ; number++) {
    const id = `${prefix}${number}`;
    if (taken.has(id)) continue;
    taken.add(id);
    return id;
  }
}
