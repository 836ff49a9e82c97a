/** The known word that a misspelt one was probably meant to be: "did you mean". */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const near = (name: string) => name.toLowerCase() === word.toLowerCase() || distance(name, word) <= allowed(word);
  return [...known].filter(near).sort((left, right) => distance(left, word) - distance(right, word))[0];
}

// One slip in six letters, at least two.
function allowed(word: string): number {
  return Math.max(2, Math.floor(word.length / 6));
}

// Levenshtein distance, for words of a few letters.
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [i, a] of [...left].entries()) {
    const next = [i + 1];
    for (const [j, b] of [...right].entries()) {
      next.push(Math.min((row[j] ?? 0) + (a === b ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
