import { useState } from 'react';
import type { References, Use } from 'signalbox';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import { messageOf } from '../workbench/message.ts';
import { useAnswer } from './useTask.ts';

const KINDS: Record<References['kind'], string> = {
  process: 'process',
  decision: 'decision',
  message: 'message',
  signal: 'signal',
  error: 'error',
  escalation: 'escalation',
  dataObject: 'data object',
  dataStore: 'data store',
  correlationProperty: 'correlation property',
  form: 'form',
  element: 'element',
};

/** What an element uses of the library; without one, who uses the processes of the file, and what nobody uses. */
export function Relations({ element }: { element?: string | undefined }) {
  const file = useView((state) => state.active);
  const all = useAnswer((workbench) => workbench.session?.workspace.references(), []) ?? [];
  const own = all.filter((found) => found.file === file);
  const isHere = (use: Use) => use.file === file && use.element === element;
  const used = all.filter(({ uses }) => uses.some(isHere));
  const processes = own.filter(({ kind }) => kind === 'process');
  const decisions = own.filter(({ kind, id }) => kind === 'decision' && id === element);
  const unused = own.filter(({ kind, uses }) => kind !== 'process' && uses.length === 0);
  const [process] = processes;
  const id = element ?? process?.id;
  return (
    <div className="relations">
      {element !== undefined && used.length > 0 && (
        <>
          <h3>Uses</h3>
          <ul>
            {used.map((found) => (
              <Used key={`${found.kind} ${found.id} ${found.file}`} found={found} />
            ))}
          </ul>
        </>
      )}
      {decisions.map((found) => (
        <div key={found.id}>
          <h3>Who asks for {found.name || found.id}</h3>
          <Users uses={found.uses} />
        </div>
      ))}
      {element === undefined &&
        processes.map((found) => (
          <div key={found.id}>
            <h3>Who calls {found.name || found.id}</h3>
            <Users uses={found.uses} />
          </div>
        ))}
      {element === undefined && unused.length > 0 && (
        <>
          <h3>Used by nobody</h3>
          <ul>
            {unused.map(({ kind, id: unusedId, name }) => (
              <li key={`${kind} ${unusedId}`}>
                {KINDS[kind]} {name || unusedId}
              </li>
            ))}
          </ul>
        </>
      )}
      {file && id && <RenameId key={`${file} ${id}`} file={file} id={id} />}
    </div>
  );
}

function Used({ found }: { found: References }) {
  const workbench = useWorkbench();
  const { kind, id, name, file } = found;
  const go = () => (file === null ? undefined : workbench.show(file));
  return (
    <li>
      {KINDS[kind]} <strong>{name || id}</strong>{' '}
      {file === null ? (
        <em>no file has it</em>
      ) : (
        file !== workbench.state.active && (
          <button type="button" className="link" onClick={go}>
            Go to {file}
          </button>
        )
      )}
    </li>
  );
}

function Users({ uses }: { uses: readonly Use[] }) {
  const workbench = useWorkbench();
  if (uses.length === 0) return <p className="none">Nobody in this library.</p>;
  return (
    <ul>
      {uses.map((use) => (
        <li key={`${use.file} ${use.element}`}>
          <button type="button" className="link" onClick={() => void workbench.reveal(use.file, use.element)}>
            {use.name || use.element}
          </button>{' '}
          in {use.file}
        </li>
      ))}
    </ul>
  );
}

/** Gives an element another id, wherever it is named. */
function RenameId({ file, id }: { file: string; id: string }) {
  const workbench = useWorkbench();
  const [to, setTo] = useState<string>();
  const [problem, setProblem] = useState<string>();
  if (to === undefined)
    return (
      <p className="relations__id">
        <span>Id</span>
        <code>{id}</code>
        <button type="button" className="link" onClick={() => setTo(id)}>
          Rename id …
        </button>
      </p>
    );
  const rename = async () => {
    try {
      await workbench.library.renames.rename({ file, from: id, to: to.trim() });
      setTo(undefined);
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <form
      className="relations__id"
      onSubmit={(event) => {
        event.preventDefault();
        void rename();
      }}
    >
      <label className="sb-field">
        <span className="sb-field__label">New id</span>
        <input
          className="sb-input"
          aria-invalid={problem !== undefined}
          ref={(input) => input?.focus()}
          value={to}
          onChange={(event) => {
            setTo(event.target.value);
            setProblem(undefined);
          }}
          onKeyDown={(event) => event.key === 'Escape' && setTo(undefined)}
        />
      </label>
      <button type="submit" className="sb-button sb-button--primary" disabled={to.trim() === '' || to.trim() === id}>
        Rename everywhere
      </button>
      <button type="button" className="sb-button" onClick={() => setTo(undefined)}>
        Cancel
      </button>
      {problem && (
        <p className="value-editor__problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
