import { type ReactNode, useState } from 'react';
import type { VariableChange } from '../../bpmn-js/session/types.ts';
import { Icon } from '../shell/Icon.tsx';
import { ValueEditor } from './ValueEditor.tsx';
import { brief, toText } from './value.ts';
import { Windowed } from './Windowed.tsx';

type Data = Record<string, unknown>;

/** Where a value was written, and what a click on that does. */
export interface Place {
  label: string;
  show: () => void;
}

/** Who wrote a variable, and the values of other branches that were lost against it where they met. */
export interface Origin extends Place {
  overwrote: readonly (Place & { value: unknown })[];
}

/** Sets a variable; what is refused is thrown. */
export type Edit = (name: string, value: unknown) => Promise<void>;

/** More variables than this are searched and drawn as far as they are seen. */
const MANY = 60;

/** Pixels of a row of many: with the value alone, and with who wrote it below. */
const ROW = 28;
const TOLD_ROW = 44;

/** Variables and their values; those that changed are marked and tell what they were. */
export function Variables({
  data,
  changes = [],
  origins,
  edit,
}: {
  data: Data;
  changes?: readonly VariableChange[];
  origins?: ReadonlyMap<string, Origin>;
  edit?: Edit | undefined;
}) {
  const [wanted, setWanted] = useState('');
  const changed = new Map(changes.map((change) => [change.name, change]));
  const deleted = changes.filter((change) => !('after' in change) && !(change.name in data));
  const all = Object.keys(data).sort((a, b) => Number(changed.has(b)) - Number(changed.has(a)));
  if (all.length + deleted.length === 0) return <p className="none">No variables.</p>;
  const names = all.filter((name) => name.toLowerCase().includes(wanted.toLowerCase()));
  const row = (name: string) => (
    <Variable
      key={name}
      name={name}
      value={data[name]}
      change={changed.get(name)}
      origin={origins?.get(name)}
      edit={edit}
    />
  );
  const gone = deleted.map(({ name, before }) => (
    <tr key={name} className="is-deleted">
      <th scope="row">{name}</th>
      <td title="Deleted here">
        <del>{brief(before)}</del>
      </td>
    </tr>
  ));
  if (all.length <= MANY) return <Table>{[...names.map(row), ...gone]}</Table>;
  return (
    <div className="variables-many">
      <input
        className="sb-input"
        type="search"
        placeholder={`Search ${all.length.toLocaleString()} entries`}
        aria-label="Search variables"
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
      />
      {names.length === 0 && <p className="none">Nothing is named “{wanted}”.</p>}
      <Windowed count={names.length} row={origins ? TOLD_ROW : ROW}>
        {(at) => row(names[at] ?? '')}
      </Windowed>
      {gone.length > 0 && <Table>{gone}</Table>}
    </div>
  );
}

function Table({ children }: { children: ReactNode }) {
  return (
    <table className="variables">
      <tbody>{children}</tbody>
    </table>
  );
}

function Variable({
  name,
  value,
  change,
  origin,
  edit,
}: {
  name: string;
  value: unknown;
  change: VariableChange | undefined;
  origin: Origin | undefined;
  edit: Edit | undefined;
}) {
  const [editing, setEditing] = useState(false);
  return (
    <tr className={change ? 'is-changed' : ''}>
      <th scope="row" title={name}>
        {name}
      </th>
      <td>
        {editing && edit ? (
          <ValueEditor label={name} value={value} save={(next) => edit(name, next)} close={() => setEditing(false)} />
        ) : (
          <>
            {change && 'before' in change && change.before !== undefined && (
              <>
                <span className="variables__before" title="Before">
                  {brief(change.before, 30)}
                </span>
                <span aria-hidden="true"> → </span>
              </>
            )}
            <Value value={value} />
            {change && change.before === undefined && <span className="variables__new">new</span>}
            {edit && (
              <button
                type="button"
                className="tool variables__edit"
                title={`Edit ${name}`}
                aria-label={`Edit ${name}`}
                onClick={() => setEditing(true)}
              >
                <Icon name="pencil" />
              </button>
            )}
          </>
        )}
        {origin && !change && <Link verb="from" place={origin} />}
        {origin?.overwrote.map((lost) => (
          <div key={lost.label} className="variables__lost">
            <span aria-hidden="true">⚠</span> replaced {brief(lost.value, 40)} <Link verb="from" place={lost} />
          </div>
        ))}
      </td>
    </tr>
  );
}

/** A place to go to, after a word. */
export function Link({ verb, place }: { verb: string; place: Place }) {
  return (
    <button type="button" className="variables__origin" title="Written there; click to go there" onClick={place.show}>
      {verb} {place.label}
    </button>
  );
}

/** A value on one line, to be opened where it is long. */
export function Value({ value }: { value: unknown }) {
  const [open, setOpen] = useState(false);
  if (typeof value !== 'object' || value === null)
    return (
      <span className="variables__value" title={typeof value === 'string' ? value : undefined}>
        {brief(value, 200)}
      </span>
    );
  const short = brief(value, 60);
  if (!short.endsWith('…')) return <span className="variables__value">{short}</span>;
  const count = Array.isArray(value) ? value.length : Object.keys(value).length;
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {brief(value, 44)} {count > MANY && <span className="variables__count">{count.toLocaleString()} entries</span>}
      </summary>
      {open && (count > MANY ? <Variables data={{ ...value }} /> : <pre>{toText(value, 2)}</pre>)}
    </details>
  );
}

/** Parameters of a service call. */
export function Parameters({ values }: { values: Data }) {
  return Object.keys(values).length > 0 ? <Variables data={values} /> : null;
}
