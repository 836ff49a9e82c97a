import type { CodeEditor } from './CodeEditor.ts';
import type { TextProblem } from './places.ts';

/** The problems of a text below its editor; a click leads to the place. */
export function ProblemLines({
  problems,
  editor,
}: {
  problems: readonly TextProblem[];
  editor: CodeEditor | undefined;
}) {
  return (
    <ul className="problem-lines" aria-label="Problems of this text" aria-live="polite">
      {problems.map((problem) => (
        <li key={`${problem.from} ${problem.message}`}>
          <button
            type="button"
            className={`code-problem code-problem--${problem.severity}`}
            onClick={() => editor?.goTo(problem.from)}
          >
            Line {editor?.lineAt(problem.from) ?? 1}: {problem.message}
          </button>
        </li>
      ))}
    </ul>
  );
}
