import type { VariableChange } from '../../bpmn-js/session/types.ts';
import { brief, toText } from './value.ts';

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

/** Variables and their values; those that changed are marked and tell what they were. */
export function Variables({
  data,
  changes = [],
  origins,
}: {
  data: Data;
  changes?: readonly VariableChange[];
  origins?: ReadonlyMap<string, Origin>;
}) {
  const changed = new Map(changes.map((change) => [change.name, change]));
  const deleted = changes.filter((change) => !('after' in change) && !(change.name in data));
  const names = Object.keys(data).sort((a, b) => Number(changed.has(b)) - Number(changed.has(a)));
  if (names.length + deleted.length === 0) return <p className="none">No variables.</p>;
  return (
    <table className="variables">
      <tbody>
        {names.map((name) => (
          <Variable key={name} name={name} value={data[name]} change={changed.get(name)} origin={origins?.get(name)} />
        ))}
        {deleted.map(({ name, before }) => (
          <tr key={name} className="is-deleted">
            <th scope="row">{name}</th>
            <td title="Deleted here">
              <del>{brief(before)}</del>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Variable({
  name,
  value,
  change,
  origin,
}: {
  name: string;
  value: unknown;
  change: VariableChange | undefined;
  origin: Origin | undefined;
}) {
  const large = typeof value === 'object' && value !== null && toText(value).length > 60;
  return (
    <tr className={change ? 'is-changed' : ''}>
      <th scope="row" title={name}>
        {name}
      </th>
      <td>
        {change && 'before' in change && change.before !== undefined && (
          <>
            <span className="variables__before" title="Before">
              {brief(change.before, 30)}
            </span>
            <span aria-hidden="true"> → </span>
          </>
        )}
        {large ? (
          <details>
            <summary>{brief(value, 44)}</summary>
            <pre>{toText(value, 2)}</pre>
          </details>
        ) : (
          <span className="variables__value">{brief(value, 200)}</span>
        )}
        {change && change.before === undefined && <span className="variables__new">new</span>}
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

function Link({ verb, place }: { verb: string; place: Place }) {
  return (
    <button type="button" className="variables__origin" title="Written there; click to go there" onClick={place.show}>
      {verb} {place.label}
    </button>
  );
}

/** Parameters of a service call. */
export function Parameters({ values }: { values: Data }) {
  return Object.keys(values).length > 0 ? <Variables data={values} /> : null;
}
