import { useEffect, useRef, useState } from 'react';
import { useView } from '../workbench/hooks.ts';
import { Inspector } from './Inspector.tsx';
import { placeOfProperties } from './place.ts';
import { TabRow } from './Tabbed.tsx';

type Name = 'properties' | 'inspect';

/** Properties of the drawing, or how the selected element stands in the run. */
export function Side() {
  const [current, choose] = useState<Name>('properties');
  const running = useView((state) => state.view !== undefined);
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => host.current?.append(placeOfProperties()), []);
  // Starting a run turns to what the run is about, once; afterwards the person's choice stays.
  useEffect(() => {
    choose(running ? 'inspect' : 'properties');
  }, [running]);
  return (
    <section className="side" aria-label="Properties and inspector">
      <TabRow
        label="Side panel"
        items={[
          { name: 'properties', label: 'Properties' },
          { name: 'inspect', label: 'Inspect' },
        ]}
        current={current}
        choose={choose}
      />
      <div ref={host} className="side__properties" hidden={current !== 'properties'} />
      {current === 'inspect' && <Inspector />}
    </section>
  );
}
