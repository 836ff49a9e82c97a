/** What an error says to a person: what happened and, where it is known, what to do. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const help = 'help' in error && typeof error.help === 'string' ? ` ${error.help}` : '';
  return `${error.message}${help}`;
}
