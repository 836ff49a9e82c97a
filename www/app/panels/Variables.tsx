import type { VariableChange } from '../../bpmn-js/session/types.ts';
import { brief, toText } from './value.ts';

type Data = Record<string, unknown>;

/** Variables and their values; those that changed are marked and tell what they were. */
export function Variables({ data, changes = [] }: { data: Data; changes?: readonly VariableChange[] }) {
  const changed = new Map(changes.map((change) => [change.name, change]));
  const deleted = changes.filter((change) => !('after' in change) && !(change.name in data));
  const names = Object.keys(data).sort((a, b) => Number(changed.has(b)) - Number(changed.has(a)));
  if (names.length + deleted.length === 0) return <p className="none">No variables.</p>;
  return (
    <table className="variables">
      <tbody>
        {names.map((name) => (
          <Variable key={name} name={name} value={data[name]} change={changed.get(name)} />
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

function Variable({ name, value, change }: { name: string; value: unknown; change: VariableChange | undefined }) {
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
      </td>
    </tr>
  );
}

/** Parameters of a service call. */
export function Parameters({ values }: { values: Data }) {
  return Object.keys(values).length > 0 ? <Variables data={values} /> : null;
}
