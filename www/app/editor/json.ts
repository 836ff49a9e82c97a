/** What is wrong with a JSON text. The engine does not read these. */
import type { TextProblem } from './places.ts';

/** The platform says what is wrong, the grammar of the editor where: the platform tells the place only sometimes. */
export async function jsonProblems(text: string): Promise<TextProblem[]> {
  if (!text.trim()) return [];
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    const told = error instanceof Error ? error.message : String(error);
    const message = told.replace(/ (in JSON )?at position .*$/, '');
    const from = await firstError(text);
    return [{ from, to: from + 1, severity: 'error', message, help: null }];
  }
}

async function firstError(text: string): Promise<number> {
  const { jsonLanguage } = await import('@codemirror/lang-json');
  let found: number | undefined;
  jsonLanguage.parser.parse(text).iterate({
    enter: ({ type, from }) => {
      if (type.isError) found ??= from;
    },
  });
  return Math.min(found ?? text.length, text.trimEnd().length);
}
