/** The id that one element got between two looks at a list of ids; undefined when more, or nothing, is different. */
export function givenId(before: readonly string[], after: readonly string[]): { from: string; to: string } | undefined {
  if (before.length !== after.length) return undefined;
  const [at, ...others] = after.flatMap((id, index) => (id === before[index] ? [] : [index]));
  if (at === undefined || others.length > 0) return undefined;
  const [from, to] = [before[at] as string, after[at] as string];
  return before.includes(to) ? undefined : { from, to };
}
