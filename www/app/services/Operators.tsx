import { useState } from 'react';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import { messageOf } from '../workbench/message.ts';
import { useServices } from './hooks.ts';
import { operatorsIn } from './operators.ts';
import { Problem } from './Rows.tsx';
import { answerText, type Choice, type Way } from './Services.ts';

const WAYS: [Way, string][] = [
  ['mock', 'A mock answers'],
  ['call', 'Call it for real'],
  ['ask', 'Ask me'],
];

/** The operators that the diagrams call, or that were called, and who does each. */
export function Operators() {
  const files = useView((state) => state.files);
  const choices = useServices((state) => state.choices);
  const outbox = useServices((state) => state.outbox);
  const operators = [...new Set([...operatorsIn(files), ...outbox.map(({ operator }) => operator)])];
  return (
    <section aria-label="Operators">
      <h3>Operators</h3>
      {operators.length === 0 && (
        <p className="none">
          No service task of these files has an operator. Choose one in the properties of a service task: then it shows
          here, with who does it.
        </p>
      )}
      <ul className="services__list">
        {operators.map((operator) => (
          <Operator key={operator} operator={operator} choice={choices[operator] ?? { way: 'mock' }} />
        ))}
      </ul>
    </section>
  );
}

function Operator({ operator, choice }: { operator: string; choice: Choice }) {
  const { services } = useWorkbench();
  // What could be called changes with the proxies.
  useServices((state) => state.sources);
  return (
    <li className="services__operator">
      <code>{operator}</code>
      <select
        className="sb-input"
        aria-label={`Who does ${operator}`}
        value={choice.way}
        onChange={(event) => services.choose(operator, { ...choice, way: event.target.value as Way })}
      >
        {WAYS.map(([way, label]) => (
          <option key={way} value={way}>
            {label}
          </option>
        ))}
      </select>
      {choice.way === 'mock' && <MockAnswer operator={operator} choice={choice} />}
      {choice.way === 'call' && <Problem text={services.callable(operator)} />}
    </li>
  );
}

/** What the mock answers. What is no JSON is told and not used. */
function MockAnswer({ operator, choice }: { operator: string; choice: Choice }) {
  const { services } = useWorkbench();
  const [text, setText] = useState(answerText(operator, choice));
  const edit = (answer: string) => {
    setText(answer);
    if (!problemOf(answer)) services.choose(operator, { way: 'mock', answer });
  };
  return (
    <>
      <textarea
        className="sb-input sb-input--code"
        aria-label={`Answer of ${operator} (JSON)`}
        rows={3}
        spellCheck={false}
        value={text}
        onChange={(event) => edit(event.target.value)}
      />
      <Problem text={problemOf(text)} />
    </>
  );
}

function problemOf(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return `This is not JSON: ${messageOf(error)}`;
  }
}
