import { useRef, useState, useSyncExternalStore } from 'react';
import { TextFile } from '../canvas/TextFile.tsx';
import { Unreadable } from '../canvas/Unreadable.tsx';
import { useDrawn } from '../canvas/useDrawn.ts';
import { useWorkbench } from '../workbench/hooks.ts';
import { messageOf } from '../workbench/message.ts';
import type { Workbench } from '../workbench/Workbench.ts';
import { DecisionFile, type Shown } from './DecisionFile.ts';
import { ViewTabs } from './ViewTabs.tsx';
import { converted } from './versions.ts';

/** A file of decisions: how they depend on each other, their tables and expressions, or its text. */
export default function Decisions({ name }: { name: string }) {
  const workbench = useWorkbench();
  const place = useRef<HTMLDivElement>(null);
  const { drawn, again } = useDrawn(name, place);
  const [asText, setAsText] = useState(false);
  const file = drawn instanceof DecisionFile ? drawn : undefined;
  const unreadable = useShown(file)?.unreadable;
  const turn = async (text: boolean) => {
    // What was typed as text is read; what was not touched keeps its steps back.
    if (!text && file && (await file.save()) !== textOf(workbench, name)) await again();
    setAsText(text);
  };
  return (
    <div className="decisions">
      {file && !unreadable && <Bar file={file} asText={asText} turn={turn} />}
      <div className="decisions__body">
        <div className="canvas decisions__place" ref={place} hidden={unreadable !== undefined || asText} />
        {asText && !unreadable && <TextFile name={name} />}
        {unreadable && (
          <Unreadable name={name} message={unreadable.message} again={again}>
            {unreadable.old && unreadable.old !== '1.0' && <Convert name={name} again={again} />}
          </Unreadable>
        )}
      </div>
    </div>
  );
}

const deaf = () => () => undefined;

/** What a file shows now. */
export function useShown(file: DecisionFile | undefined): Shown | undefined {
  return useSyncExternalStore(file?.subscribe ?? deaf, () => file?.snapshot());
}

const textOf = (workbench: Workbench, name: string) =>
  workbench.state.files.find((file) => file.name === name)?.text ?? '';

function Bar({ file, asText, turn }: { file: DecisionFile; asText: boolean; turn: (text: boolean) => Promise<void> }) {
  const workbench = useWorkbench();
  const shown = useShown(file);
  const act = (work: Promise<void>) => void work.catch((error) => workbench.report(error));
  return (
    <div className="decisions__bar">
      <ViewTabs
        views={shown?.views ?? []}
        active={asText ? undefined : shown?.active}
        choose={(view) => act(turn(false).then(() => file.open(view.id)))}
      />
      <button type="button" className="sb-button" aria-pressed={asText} onClick={() => act(turn(!asText))}>
        Text
      </button>
    </div>
  );
}

/** Converts a file of an older version when a person says so, with a way back. */
function Convert({ name, again }: { name: string; again: () => Promise<void> }) {
  const workbench = useWorkbench();
  const [failed, setFailed] = useState<string>();
  const convert = async () => {
    const before = textOf(workbench, name);
    try {
      const text = await converted(before);
      workbench.changed(name, text, true);
      await again();
      const back = () => void workbench.diagrams.replace(name, before);
      workbench.toast(`${name} is in DMN 1.3 now.`, { label: 'Undo', act: back });
    } catch (error) {
      setFailed(messageOf(error));
    }
  };
  return (
    <>
      {failed && <p className="decisions__failed">It could not be converted: {failed}</p>}
      <button type="button" className="sb-button" onClick={() => void convert()}>
        Convert to DMN 1.3
      </button>
    </>
  );
}
