import { useWorkbench } from '../workbench/hooks.ts';
import { Chooser } from './Chooser.tsx';
import { commands } from './commands.ts';
import type { Layout } from './layout.ts';
import { usePalette } from './palette.ts';

/** Of how many found commands a list is drawn: of a large library every file is one. */
const LISTED = 100;

/** Every command by name: type a few letters, Enter does it. */
export function Palette({ layout }: { layout: Layout }) {
  const palette = usePalette();
  return palette.isOpen ? <Open layout={layout} close={palette.close} /> : null;
}

function Open({ layout, close }: { layout: Layout; close: () => void }) {
  const workbench = useWorkbench();
  const find = (text: string) => {
    const wanted = text.trim().toLowerCase();
    const found = commands(workbench, layout).filter(({ title }) => matches(title, wanted));
    const [whole, pieces] = [true, false].map((is) => found.filter(({ title }) => isIn(title, wanted) === is));
    return [...(whole ?? []), ...(pieces ?? [])]
      .slice(0, LISTED)
      .map((command) => ({ ...command, key: command.title, label: command.title }));
  };
  return (
    <Chooser
      title="What do you want to do?"
      blank="No command is called like that."
      find={find}
      take={(command) => command.act()}
      close={close}
    />
  );
}

const isIn = (title: string, wanted: string) => title.toLowerCase().includes(wanted);

/** Whether all letters of `wanted` occur in `title` in that order. */
function matches(title: string, wanted: string): boolean {
  let at = 0;
  const lower = title.toLowerCase();
  return [...wanted.replaceAll(' ', '')].every((letter) => {
    at = lower.indexOf(letter, at) + 1;
    return at > 0;
  });
}
