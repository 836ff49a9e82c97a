import { useState } from 'react';
import { messageOf } from '../workbench/message.ts';
import { toText } from './value.ts';

/** A value as JSON to be changed in place; what is wrong with it is told below, and nothing is lost. */
export function ValueEditor({
  label,
  value,
  save,
  close,
}: {
  label: string;
  value: unknown;
  save: (value: unknown) => Promise<void>;
  close: () => void;
}) {
  const [text, setText] = useState(() => toText(value, typeof value === 'object' ? 2 : 0));
  const [problem, setProblem] = useState<string>();
  const submit = async () => {
    let next: unknown;
    try {
      next = JSON.parse(text);
    } catch (error) {
      return setProblem(`This is not JSON: ${messageOf(error)}. Texts stand in double quotes.`);
    }
    try {
      await save(next);
      close();
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <form
      className="value-editor"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <textarea
        className="sb-input"
        aria-label={`Value of ${label} as JSON`}
        aria-invalid={problem !== undefined}
        rows={Math.min(12, text.split('\n').length)}
        spellCheck={false}
        // biome-ignore lint/a11y/noAutofocus: the field was asked for by the click before
        autoFocus
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') close();
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit();
        }}
      />
      {problem && (
        <p className="value-editor__problem" role="alert">
          {problem}
        </p>
      )}
      <div className="value-editor__buttons">
        <button type="submit" className="sb-button sb-button--primary">
          Set
        </button>
        <button type="button" className="sb-button" onClick={close}>
          Cancel
        </button>
      </div>
    </form>
  );
}
