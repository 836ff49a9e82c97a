/** How components see the people. */
import { useSyncExternalStore } from 'react';
import type { Assignment } from '../../bpmn-js/session/types.ts';
import { useAnswer } from '../panels/useTask.ts';
import { useWorkbench } from '../workbench/hooks.ts';
import type { PeopleState } from './PeopleBook.ts';

/** The part of the people's state that a component shows. */
export function usePeople<Part>(pick: (state: PeopleState) => Part): Part {
  const { people } = useWorkbench();
  return useSyncExternalStore(people.subscribe, () => pick(people.snapshot()));
}

/** Who may do each task that is ready, by task, as the acting persona sees it; nothing while there are no people. */
export function useAssignments(): ReadonlyMap<number, Assignment> {
  const as = usePeople((state) => state.as);
  const some = usePeople((state) => state.personas.length > 0);
  const found = useAnswer((workbench) => (some ? workbench.session?.run?.assignments(as) : []), [as, some]);
  return new Map(found?.map((assignment) => [assignment.task, assignment]));
}
