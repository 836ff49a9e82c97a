import { useEffect, useRef } from 'react';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import { Inspector } from './Inspector.tsx';
import { placeOfProperties } from './place.ts';
import { TabRow } from './Tabbed.tsx';

/** Properties of the drawing, or how the selected element stands in the run. */
export function Side() {
  const workbench = useWorkbench();
  const current = useView((state) => state.side);
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => host.current?.append(placeOfProperties()), []);
  return (
    <section className="side" aria-label="Properties and inspector">
      <TabRow
        label="Side panel"
        items={[
          { name: 'properties', label: 'Properties' },
          { name: 'inspect', label: 'Inspect' },
        ]}
        current={current}
        choose={(name) => workbench.turnTo(name)}
      />
      <div ref={host} className="side__properties" hidden={current !== 'properties'}>
        <p className="blank side__nothing">The properties of what is drawn show here.</p>
      </div>
      {current === 'inspect' && <Inspector />}
    </section>
  );
}
