/** Marks of the browser's performance timeline, for whoever measures how long an edit takes. Only the last of a name stays. */
export function mark(name: 'signalbox.edited' | 'signalbox.problems.painted'): void {
  performance.clearMarks(name);
  performance.mark(name);
}
