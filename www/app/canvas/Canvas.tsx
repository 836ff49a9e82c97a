import { lazy, Suspense, useRef } from 'react';
import { kindOf } from '../workbench/files.ts';
import { useView } from '../workbench/hooks.ts';
import { messageOf } from '../workbench/message.ts';
import { ConflictBand } from './ConflictBand.tsx';
import { TextFile } from './TextFile.tsx';
import { Unreadable } from './Unreadable.tsx';
import { useDrawn } from './useDrawn.ts';

/** dmn-js is large, and most visits do without it. */
const Decisions = lazy(() => import('../decisions/Decisions.tsx').catch((error) => withoutEditor(messageOf(error))));

/** Decisions where their editor cannot be had, as without a network before the first of them. */
function withoutEditor(message: string) {
  const AsText = ({ name }: { name: string }) => (
    <Unreadable
      name={name}
      message={`Its editor could not be loaded: ${message}`}
      again={async () => location.reload()}
    />
  );
  return { default: AsText };
}

/** The active file, and what is to be decided about it. */
export function Canvas({ name }: { name: string }) {
  return (
    <>
      <Content name={name} />
      <ConflictBand name={name} />
    </>
  );
}

/** A diagram, decisions, or a text. */
function Content({ name }: { name: string }) {
  const kind = kindOf(name);
  if (kind === 'bpmn') return <Drawing key={name} name={name} />;
  if (kind === 'text') return <TextFile key={name} name={name} />;
  const loading = (
    <p className="blank" role="status">
      Fetching the editor for decisions …
    </p>
  );
  return (
    <Suspense fallback={loading}>
      <Decisions key={name} name={name} />
    </Suspense>
  );
}

function Drawing({ name }: { name: string }) {
  const place = useRef<HTMLDivElement>(null);
  const { unreadable, again } = useDrawn(name, place);
  // What the engine says of the text is more than what the modeler says.
  const found = useView((state) =>
    state.problems.find((problem) => problem.file === name && problem.severity === 'error'),
  );
  const message = found ? [found.message, found.help].filter(Boolean).join(' ') : unreadable?.message;
  return (
    <>
      <div className="canvas" ref={place} hidden={unreadable !== undefined} />
      {unreadable && <Unreadable name={name} message={message ?? ''} again={again} />}
    </>
  );
}
