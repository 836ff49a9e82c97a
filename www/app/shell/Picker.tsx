import { useView, useWorkbench } from '../workbench/hooks.ts';
import type { Picking } from '../workbench/state.ts';
import { Chooser } from './Chooser.tsx';

/** One of several things that something on the page asked for. */
export function Picker() {
  const picking = useView((state) => state.picking);
  return picking ? <Open picking={picking} /> : null;
}

function Open({ picking: { title, choices, take } }: { picking: Picking }) {
  const workbench = useWorkbench();
  const find = (text: string) => {
    const wanted = text.toLowerCase();
    return choices
      .filter(({ value, label, detail }) => `${label} ${value} ${detail}`.toLowerCase().includes(wanted))
      .map(({ value, label, detail }) => ({ key: value, label, detail }));
  };
  return (
    <Chooser
      title={title}
      blank={choices.length === 0 ? 'There is nothing to choose from yet.' : 'Nothing is called like that.'}
      find={find}
      take={({ key }) => take(key)}
      close={() => workbench.pick(undefined)}
    />
  );
}
