/** Asks the run about a task or an element whenever the run looks different. */
import { useEffect, useState } from 'react';
import type { Comparison, ElementInfo, Form, LedgerEntry, Task, TaskDetail } from '../../bpmn-js/session/types.ts';
import { useView, useWorkbench } from '../workbench/hooks.ts';

/** Instructions and form of a task; undefined until the answer is there. */
export function useForm(id: number | undefined): Form | undefined {
  return useAnswer((workbench) => (id === undefined ? undefined : workbench.session?.run?.form(id)), [id]);
}

/** Everything about one task; undefined until the answer is there. */
export function useTask(id: number | undefined): TaskDetail | undefined {
  return useAnswer((workbench) => (id === undefined ? undefined : workbench.session?.run?.task(id)), [id]);
}

/** All instances of an element, oldest first. */
export function useInstances(element: string | undefined): Task[] | undefined {
  return useAnswer(
    (workbench) => (element === undefined ? undefined : workbench.session?.run?.instances(element)),
    [element],
  );
}

/** Every message, signal, error and escalation of the run; undefined until the answer is there. */
export function useMessages(): LedgerEntry[] | undefined {
  return useAnswer((workbench) => workbench.session?.run?.messages(), []);
}

/** What the branch looked at and another one differ in. */
export function useComparison(branch: number): Comparison | undefined {
  return useAnswer(
    (workbench) => {
      const other = workbench.session?.branches[branch];
      return other && workbench.session?.run?.compare(other);
    },
    [branch],
  );
}

/** Why something stands where it stands. */
export function useExplanation(subject: number | string | undefined): string[] | undefined {
  return useAnswer(
    (workbench) => (subject === undefined ? undefined : workbench.session?.run?.explain(subject)),
    [subject],
  );
}

/** What is known of an element without running it. */
export function useElement(element: string | undefined, file: string | undefined): ElementInfo | undefined {
  return useAnswer(
    (workbench) => (element === undefined ? undefined : workbench.session?.workspace.describe(element, file)),
    [element, file],
  );
}

/** Asks whenever the run looks different; undefined until the answer is there, also where another subject was asked for before. */
export function useAnswer<Answer>(
  ask: (workbench: ReturnType<typeof useWorkbench>) => Answer | null | undefined | Promise<Answer | null | undefined>,
  subject: readonly unknown[],
): Answer | undefined {
  const workbench = useWorkbench();
  const version = useView((state) => state.view?.version);
  const drawing = useView((state) => state.problems);
  const [answer, setAnswer] = useState<{ to: readonly unknown[]; found: Answer | undefined }>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question is told by its subject, not by the closure
  useEffect(() => {
    let overtaken = false;
    Promise.resolve(ask(workbench)).then(
      (found) => {
        if (!overtaken) setAnswer({ to: subject, found: found ?? undefined });
      },
      () => {
        if (!overtaken) setAnswer(undefined);
      },
    );
    return () => {
      overtaken = true;
    };
  }, [version, drawing, ...subject]);
  return answer?.to.every((part, at) => Object.is(part, subject[at])) ? answer.found : undefined;
}
