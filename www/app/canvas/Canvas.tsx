import { useEffect, useRef, useState } from 'react';
import { placeOfProperties } from '../panels/place.ts';
import { kindOf } from '../workbench/files.ts';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import type { Diagram } from './Diagram.ts';

/** The active file: a diagram, or a text. */
export function Canvas({ name }: { name: string }) {
  return kindOf(name) === 'bpmn' ? <Drawing key={name} name={name} /> : <Text key={name} name={name} />;
}

function Drawing({ name }: { name: string }) {
  const workbench = useWorkbench();
  const place = useRef<HTMLDivElement>(null);
  const [unreadable, setUnreadable] = useState<string>();
  const connection = useView((state) => state.connection);
  const file = useView((state) => state.files.find((known) => known.name === name));
  const exists = file !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another connection makes other diagrams; a changed text does not
  useEffect(() => {
    const { current } = place;
    if (!current || !file) return;
    let gone = false;
    let diagram: Diagram | undefined;
    const draw = async () => {
      await workbench.diagrams.prepared();
      if (gone) return;
      diagram = workbench.diagrams.show(name, file.text, current, placeOfProperties());
      await diagram?.loaded;
      if (!gone) setUnreadable(diagram?.unreadable?.message);
    };
    draw().catch((error) => workbench.report(error));
    return () => {
      gone = true;
      diagram?.detach();
    };
  }, [workbench, name, connection, exists]);
  return (
    <>
      <div className="canvas" ref={place} hidden={unreadable !== undefined} />
      {unreadable !== undefined && (
        <Unreadable name={name} message={unreadable} read={() => setUnreadable(undefined)} />
      )}
    </>
  );
}

/** A file that is not a diagram: what is wrong, and its text to repair. */
function Unreadable({ name, message, read }: { name: string; message: string; read: () => void }) {
  const workbench = useWorkbench();
  const text = useView((state) => state.files.find((file) => file.name === name)?.text ?? '');
  const found = useView((state) =>
    state.problems.find((problem) => problem.file === name && problem.severity === 'error'),
  );
  const again = async () => {
    await workbench.diagrams.get(name)?.load(text);
    if (!workbench.diagrams.get(name)?.unreadable) read();
  };
  return (
    <div className="unreadable">
      <div className="unreadable__head" role="alert">
        <div>
          <strong>{name} cannot be drawn.</strong>{' '}
          {found ? [found.message, found.help].filter(Boolean).join(' ') : message}
        </div>
        <button type="button" className="sb-button sb-button--primary" onClick={() => void again()}>
          Draw again
        </button>
      </div>
      <Text name={name} />
    </div>
  );
}

/** A file as text. */
function Text({ name }: { name: string }) {
  const workbench = useWorkbench();
  const text = useView((state) => state.files.find((file) => file.name === name)?.text ?? '');
  return (
    <textarea
      className="textfile"
      aria-label={`Text of ${name}`}
      spellCheck={false}
      value={text}
      onChange={(event) => workbench.changed(name, event.target.value, true)}
    />
  );
}
