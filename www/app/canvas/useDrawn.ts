import { useEffect, useState } from 'react';
import { placeOfProperties } from '../panels/place.ts';
import { kindOf } from '../workbench/files.ts';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import type { Drawn, Unreadable } from './Drawn.ts';

/** The editor of a file in its place; `again` reads the text as it is now. */
export interface InPlace {
  readonly drawn: Drawn | undefined;
  readonly unreadable: Unreadable | undefined;
  again(): Promise<void>;
}

/** Puts the editor of a file into a place of the page, and takes it out again. */
export function useDrawn(name: string, place: React.RefObject<HTMLElement | null>): InPlace {
  const workbench = useWorkbench();
  const [drawn, setDrawn] = useState<Drawn>();
  const [unreadable, setUnreadable] = useState<Unreadable>();
  const connection = useView((state) => state.connection);
  const file = useView((state) => state.files.find((known) => known.name === name));
  const exists = file !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another connection makes other editors; a changed text does not
  useEffect(() => {
    const { current } = place;
    if (!current || !file) return;
    let gone = false;
    let shown: Drawn | undefined;
    const draw = async () => {
      await workbench.diagrams.prepared(kindOf(name));
      // The file may have another text by now, or be gone.
      const now = workbench.state.files.find((known) => known.name === name);
      if (gone || !now) return;
      shown = workbench.diagrams.show(name, now.text, current, placeOfProperties());
      await shown?.loaded;
      if (gone) return;
      setDrawn(shown);
      setUnreadable(shown?.unreadable);
      workbench.drawn();
    };
    draw().catch((error) => workbench.report(error));
    return () => {
      gone = true;
      shown?.detach();
    };
  }, [workbench, name, connection, exists]);
  const again = async () => {
    const text = workbench.state.files.find((known) => known.name === name)?.text;
    if (text !== undefined) await drawn?.load(text);
    setUnreadable(drawn?.unreadable);
  };
  return { drawn, unreadable, again };
}
