/** What a run made of a decision: which rules counted, and what they were tested against. */
import { useMemo } from 'react';
import type { Data, DecisionResult, Value } from 'signalbox';
import type { RunView } from '../../bpmn-js/session/RunView.ts';
import { useAnswer } from '../panels/useTask.ts';
import { useView } from '../workbench/hooks.ts';

/** One time that a decision was made in the run. */
export interface Made {
  readonly position: number;
  readonly at: number;
  readonly task: number;
  readonly element: string | null;
  /** What happened, in a sentence. */
  readonly text: string;
  /** Ids of the rules that counted. */
  readonly rules: readonly string[];
}

/** What the columns were tested against, by the number of the column. */
export type Tested = DecisionResult['made'][number]['tested'];

/** The times that a decision was made before the moment looked at, oldest first. */
export function useMade(decision: string | undefined): readonly Made[] {
  const view = useView((state) => state.view);
  return useMemo(() => (view && decision !== undefined ? madeOf(view, decision) : []), [view, decision]);
}

function madeOf({ log, info }: RunView, decision: string): Made[] {
  return log.flatMap(({ position, at, type, task, element, text, details }) => {
    if (type !== 'decisionMade' || position > info.position || task === null || !isData(details)) return [];
    if (details.decision !== decision || !Array.isArray(details.rules)) return [];
    return [{ position, at, task, element, text, rules: details.rules.map(String) }];
  });
}

/** The data that a task of the run began with. */
export function useBefore(task: number | undefined): Data | undefined {
  return useAnswer(
    async (workbench) => (task === undefined ? undefined : (await workbench.session?.run?.task(task))?.before),
    [task],
  );
}

/**
 * What the columns were tested against, found by making the decision again with the data the task began with; nothing when
 * other rules count now, because the table or the data changed since.
 */
export function useTested(decision: string | undefined, made: Made | undefined): Tested | undefined {
  const before = useBefore(made?.task);
  return useAnswer(
    async (workbench) => {
      const workspace = workbench.session?.workspace;
      if (!workspace || decision === undefined || !made || !before) return undefined;
      const again = await workspace.decide(decision, before, { now: made.at });
      return sameRules(again, decision, made.rules) ? again.made.at(-1)?.tested : undefined;
    },
    [decision, made?.position, before],
  );
}

function sameRules(result: DecisionResult, decision: string, rules: readonly string[]): boolean {
  const again = result.rules.filter((matched) => matched.decision === decision);
  const isSame = (rule: string, at: number) => again[at]?.rule === rule || again[at]?.number === numberIn(rule);
  return again.length === rules.length && rules.every(isSame);
}

/** The number in the name of a rule that has no id: of `rule@price.2` it is 2; 0 where there is none. */
export function numberIn(rule: string): number {
  return Number(/^rule@.*\.(\d+)$/.exec(rule)?.[1] ?? 0);
}

function isData(value: Value | undefined): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
