import { useId, useState } from 'react';
import { Dialog } from '../shell/Dialog.tsx';
import { Icon } from '../shell/Icon.tsx';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import type { MessageEdit, Retrieval } from '../workbench/state.ts';

/** The message of an element: its name, and where the properties that correlate it stand in it. */
export function MessageDialog() {
  const message = useView((state) => state.message);
  return message ? <Open key={message.elementId} message={message} /> : null;
}

function Open({ message }: { message: MessageEdit }) {
  const workbench = useWorkbench();
  const names = useId();
  const [name, setName] = useState(message.name);
  const [retrievals, setRetrievals] = useState(message.retrievals);
  const close = () => workbench.editMessage(undefined);
  const problem = problemOf(retrievals);
  const choose = (chosen: string) => {
    setName(chosen);
    const known = message.known.find((one) => one.name === chosen);
    if (known) setRetrievals(known.retrievals);
  };
  const save = () => {
    close();
    message.save(
      name.trim(),
      retrievals.filter(({ id }) => id.trim() !== ''),
    );
  };
  return (
    <Dialog title="Message" className="message-edit" closed={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <label className="message-edit__name">
          Name
          <input
            className="sb-input"
            required
            list={names}
            value={name}
            onChange={(event) => choose(event.target.value)}
          />
        </label>
        <datalist id={names}>
          {message.known.map((known) => (
            <option key={known.name} value={known.name} />
          ))}
        </datalist>
        <Retrievals retrievals={retrievals} change={setRetrievals} />
        {problem && (
          <p className="form__problem" role="alert">
            {problem}
          </p>
        )}
        <div className="sb-dialog__actions">
          <button type="button" className="sb-button" onClick={close}>
            Cancel
          </button>
          <button type="submit" className="sb-button sb-button--primary" disabled={name.trim() === '' || !!problem}>
            Save
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** What is wrong with the properties, in a sentence. */
function problemOf(retrievals: readonly Retrieval[]): string | undefined {
  const ids = retrievals.map(({ id }) => id.trim()).filter((id) => id !== '');
  const wrong = ids.find((id) => !/^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(id));
  if (wrong !== undefined) return `"${wrong}" cannot be an id: it begins with a letter or _ and has no spaces.`;
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  return twice === undefined ? undefined : `The property ${twice} is there twice.`;
}

function Retrievals({
  retrievals,
  change,
}: {
  retrievals: readonly Retrieval[];
  change: (retrievals: readonly Retrieval[]) => void;
}) {
  const put = (at: number, changed: Partial<Retrieval>) =>
    change(retrievals.map((one, index) => (index === at ? { ...one, ...changed } : one)));
  return (
    <fieldset className="message-edit__list">
      <legend>Correlation</legend>
      {retrievals.length === 0 && (
        <p className="none">Nothing yet: any instance that waits for this message may receive it.</p>
      )}
      {retrievals.map(({ id, expression }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place; its id is being typed.
        <div className="message-edit__row" key={at}>
          <input
            className="sb-input"
            aria-label={`Property ${at + 1}`}
            placeholder="Property"
            value={id}
            onChange={(event) => put(at, { id: event.target.value })}
          />
          <input
            className="sb-input"
            aria-label={`Where property ${at + 1} stands`}
            placeholder="Where it stands in the payload"
            value={expression}
            onChange={(event) => put(at, { expression: event.target.value })}
          />
          <button
            type="button"
            className="tool"
            aria-label={`Remove property ${at + 1}`}
            title="Remove"
            onClick={() => change(retrievals.filter((_, index) => index !== at))}
          >
            <Icon name="trash" />
          </button>
        </div>
      ))}
      <button type="button" className="sb-button" onClick={() => change([...retrievals, { id: '', expression: '' }])}>
        Add a property
      </button>
    </fieldset>
  );
}
