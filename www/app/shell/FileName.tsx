/** How many characters at the end of a name stay in sight: its number and its ending tell files apart. */
const TAIL = 9;

/** A name on one line. Where there is no room for all of it, its middle goes. */
export function FileName({ name }: { name: string }) {
  const cut = name.length > 2 * TAIL ? name.length - TAIL : name.length;
  return (
    <span className="filename">
      <span className="filename__head">{name.slice(0, cut)}</span>
      {cut < name.length && <span className="filename__tail">{name.slice(cut)}</span>}
    </span>
  );
}
