/** Where something that the engine names stands in the editor. */
import type { ModdleElement, View } from 'dmn-js/lib/Modeler';
import type { Diagnostic } from '../../bpmn-js/session/types.ts';
import { offsetIn } from '../editor/places.ts';

/** A place: the view it is in, and what to bring into sight there. */
export interface Place {
  /** The element whose view shows it: a decision, or the whole file. */
  readonly owner: ModdleElement;
  /** Id of the element itself: a cell, a rule, a column, a decision. */
  readonly element: string;
}

/** The elements that a property of an element holds. */
export function children(element: ModdleElement | undefined, property: string): readonly ModdleElement[] {
  const value = element?.get(property);
  return Array.isArray(value) ? value : [];
}

/** The table of a decision. */
export function tableOf(decision: ModdleElement | undefined): ModdleElement | undefined {
  const logic = decision?.$type === 'dmn:Decision' ? decision.get('decisionLogic') : undefined;
  return isElement(logic) && logic.$type === 'dmn:DecisionTable' ? logic : undefined;
}

export function isElement(value: unknown): value is ModdleElement {
  return typeof value === 'object' && value !== null && '$type' in value;
}

/** Everything of a table that has a place of its own. */
export function* partsOf(table: ModdleElement): Generator<ModdleElement> {
  yield table;
  yield* children(table, 'input');
  yield* children(table, 'output');
  for (const rule of children(table, 'rule')) {
    yield rule;
    yield* children(rule, 'inputEntry');
    yield* children(rule, 'outputEntry');
  }
}

/** Where what the engine names is shown, in a file as it is now. */
export class Places {
  /** By id, the part of a decision with it and the decision; the first where two have the same. */
  readonly #parts = new Map<string, { owner: ModdleElement; part: ModdleElement }>();

  constructor(
    definitions: ModdleElement,
    private readonly text: string,
  ) {
    this.#add(definitions, definitions);
    for (const decision of children(definitions, 'drgElement')) {
      this.#add(decision, decision);
      const table = tableOf(decision);
      if (table) for (const part of partsOf(table)) this.#add(decision, part);
    }
  }

  /** Where an element is shown; of a problem, the very cell that it names. */
  of(element: string, problem: Diagnostic | undefined): Place | undefined {
    return this.#named(element, problem) ?? this.#around(problem);
  }

  #add(owner: ModdleElement, part: ModdleElement): void {
    if (part.id && !this.#parts.has(part.id)) this.#parts.set(part.id, { owner, part });
  }

  #named(element: string, problem: Diagnostic | undefined): Place | undefined {
    const found = this.#parts.get(element);
    return found && { owner: found.owner, element: cellOf(found.part, problem, this.text) ?? element };
  }

  /** The innermost element with an id around the range of a problem that names none. */
  #around(problem: Diagnostic | undefined): Place | undefined {
    if (!problem?.range) return undefined;
    const before = this.text.slice(0, offsetIn(this.text, problem.range.start));
    for (const [, id = ''] of [...before.matchAll(/\sid\s*=\s*["']([^"']+)["']/g)].reverse()) {
      const place = this.#named(id, undefined);
      if (place) return place;
    }
    return undefined;
  }
}

/** The cell of a rule that a problem names: the engine tells the rule, and the range of the text in the file. */
function cellOf(part: ModdleElement, problem: Diagnostic | undefined, text: string): string | undefined {
  const { range, property } = problem ?? {};
  if (part.$type !== 'dmn:DecisionRule' || !range || (property !== 'inputEntry' && property !== 'outputEntry'))
    return undefined;
  const end = offsetIn(text, range.start);
  const before = text.slice(Math.max(text.lastIndexOf(`"${part.id}"`, end), 0), end);
  const entries = before
    .slice(Math.max(before.lastIndexOf(`'${part.id}'`), 0))
    .match(new RegExp(`<(?:[\\w.-]+:)?${property}[\\s>]`, 'g'));
  return children(part, property)[(entries?.length ?? 1) - 1]?.id;
}

/** How a person knows an element: a decision by its name, its rules by their numbers, its columns by their heads. */
export function nameOf(definitions: ModdleElement, element: string): string | undefined {
  for (const owner of [definitions, ...children(definitions, 'drgElement')]) {
    const name = owner.name || owner.id || '';
    if (owner.id === element) return name;
    const table = tableOf(owner);
    const rule = children(table, 'rule').findIndex(({ id }) => id === element);
    if (rule >= 0) return `${name}, rule ${rule + 1}`;
    const column = [...children(table, 'input'), ...children(table, 'output')].find(({ id }) => id === element);
    if (column) return `${name}, ${headOf(column)}`;
  }
  return undefined;
}

/** What stands above a column. */
export function headOf(column: ModdleElement): string {
  const expression = column.$type === 'dmn:InputClause' ? column.get('inputExpression') : undefined;
  const texts = [column.get('label'), column.name, isElement(expression) ? expression.get('text') : undefined];
  return texts.find((text): text is string => typeof text === 'string' && text !== '') ?? column.id ?? '';
}

/** The view to begin with: the only decision, else how decisions depend on each other. */
export function firstView(views: readonly View[]): View | undefined {
  const decisions = views.filter(({ type }) => type !== 'drd');
  const [only] = decisions;
  return decisions.length === 1 ? only : (views[0] ?? only);
}
