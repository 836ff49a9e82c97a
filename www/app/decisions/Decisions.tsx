import { useCallback, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import { TextFile } from '../canvas/TextFile.tsx';
import { Unreadable } from '../canvas/Unreadable.tsx';
import { useDrawn } from '../canvas/useDrawn.ts';
import { placeOfProperties } from '../panels/place.ts';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import { Convert } from './Convert.tsx';
import { DecisionFile, type Shown } from './DecisionFile.ts';
import { useBefore, useMade, useTested } from './made.ts';
import { marksOf, useMarks } from './marks.ts';
import { Properties } from './Properties.tsx';
import { tableOf } from './places.ts';
import { RunBand } from './RunBand.tsx';
import { type Tried, TryOut } from './TryOut.tsx';
import { ViewTabs } from './ViewTabs.tsx';

/** A file of decisions: how they depend on each other, their tables and expressions, or its text. */
export default function Decisions({ name }: { name: string }) {
  const place = useRef<HTMLDivElement>(null);
  const { drawn, again } = useDrawn(name, place);
  const [trying, setTrying] = useState(false);
  const file = drawn instanceof DecisionFile ? drawn : undefined;
  const shown = useShown(file);
  const unreadable = shown?.unreadable;
  const asText = shown?.asText === true;
  return (
    <div className="decisions">
      {file && !unreadable && <Bar file={file} trying={trying} tryIt={() => setTrying(!trying)} />}
      <div className="decisions__body">
        <div className="canvas decisions__place" ref={place} hidden={unreadable !== undefined || asText} />
        {shown?.busy && (
          <p className="decisions__busy" role="status">
            {shown.busy}
          </p>
        )}
        {asText && !unreadable && <TextFile name={name} />}
        {unreadable && (
          <Unreadable name={name} message={unreadable.message} again={again}>
            {unreadable.old && unreadable.old !== '1.0' && <Convert name={name} again={again} />}
          </Unreadable>
        )}
      </div>
      {file && !unreadable && !asText && <Decision file={file} trying={trying} />}
    </div>
  );
}

const deaf = () => () => undefined;

/** What a file shows now. */
function useShown(file: DecisionFile | undefined): Shown | undefined {
  return useSyncExternalStore(file?.subscribe ?? deaf, () => file?.snapshot());
}

function Bar({ file, trying, tryIt }: { file: DecisionFile; trying: boolean; tryIt: () => void }) {
  const workbench = useWorkbench();
  const shown = useShown(file);
  const asText = shown?.asText === true;
  const act = (work: Promise<void>) => void work.catch((error) => workbench.report(error));
  return (
    <div className="decisions__bar">
      <ViewTabs
        views={shown?.views ?? []}
        active={asText ? undefined : shown?.active}
        choose={(view) => act(file.open(view.id))}
      />
      {!asText && shown?.active?.element.$type === 'dmn:Decision' && (
        <button type="button" className="sb-button" aria-pressed={trying} onClick={tryIt}>
          Try it
        </button>
      )}
      <button type="button" className="sb-button" aria-pressed={asText} onClick={() => act(file.turn(!asText))}>
        Text
      </button>
    </div>
  );
}

/** What stands around the open view: what the run made of the decision, a place to try it, its properties, its marks. */
function Decision({ file, trying }: { file: DecisionFile; trying: boolean }) {
  const shown = useShown(file);
  const element = shown?.active?.element;
  const decision = element?.$type === 'dmn:Decision' ? element : undefined;
  const times = useMade(decision?.id);
  const [position, setPosition] = useState<number>();
  const chosen = times.find((made) => made.position === position) ?? times.at(-1);
  const testedInRun = useTested(decision?.id, chosen);
  const before = useBefore(chosen?.task);
  const [tried, setTried] = useState<Tried>();
  const tell = useCallback((found: Tried | undefined) => setTried(found), []);
  const problems = useView((state) => state.problems);
  const marks = useMemo(() => {
    const ofTrial = trying ? tried?.result : undefined;
    const ofDecision = ofTrial?.rules.filter((matched) => matched.decision === decision?.id);
    const matched = trying ? (ofDecision ?? []).map(({ number }) => number) : (chosen?.rules ?? []);
    const tested = trying ? ofTrial?.made.at(-1)?.tested : testedInRun;
    return marksOf({ file, table: tableOf(decision), problems, matched, tested: tested ?? [] });
  }, [file, decision, trying, tried, chosen, testedInRun, problems]);
  useMarks(file.host, marks);
  return (
    <>
      {element &&
        createPortal(<Properties file={file} element={element} version={shown.version} />, placeOfProperties())}
      {chosen && !trying && <RunBand times={times} chosen={chosen} choose={setPosition} />}
      {trying && decision && file.definitions && (
        <TryOut
          key={decision.id}
          definitions={file.definitions}
          decision={decision}
          version={shown?.version ?? 0}
          ofRun={before}
          tried={tried}
          tell={tell}
        />
      )}
    </>
  );
}
