import type { Assignment } from '../../bpmn-js/session/types.ts';
import { useWorkbench } from '../workbench/hooks.ts';
import { usePeople } from './hooks.ts';

/** How many owners are offered to act as. */
const OFFERED = 6;

/** Why the acting persona may not do a task, and as whom one may. */
export function Refusal({ assignment }: { assignment: Assignment }) {
  const { people } = useWorkbench();
  const personas = usePeople((state) => state.personas);
  const { users, problem } = assignment.owners;
  const known = users.filter((user) => personas.some(({ username }) => username === user));
  return (
    <div className="refusal" role="note">
      <p>{assignment.reason}</p>
      <div className="taskview__more">
        {known.slice(0, OFFERED).map((user) => (
          <button key={user} type="button" className="sb-button" onClick={() => people.act(user)}>
            Act as {user}
          </button>
        ))}
        {problem && (
          <button type="button" className="sb-button" onClick={() => people.show(true)}>
            People …
          </button>
        )}
      </div>
    </div>
  );
}
