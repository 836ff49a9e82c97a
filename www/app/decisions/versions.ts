/**
 * Versions of DMN by their namespaces. The editor reads DMN 1.3; 1.4 and 1.5 say the same in other namespaces, which are
 * put back when the file is written. 1.1 and 1.2 are written otherwise: a person decides whether such a file is converted.
 */

/** The date in the namespaces of the version that the editor reads. */
const READ = '20191111';

/** Versions by the date in their namespaces. */
const VERSIONS: Record<string, string> = {
  '20130901': '1.0',
  '20151101': '1.1',
  '20180521': '1.2',
  [READ]: '1.3',
  '20211108': '1.4',
  '20230324': '1.5',
};

/** Versions that say what the editor reads in other namespaces. */
const LATER = ['20211108', '20230324'];

/** What a version has namespaces for. */
const PARTS = ['MODEL', 'DMNDI', 'FEEL'];

const MODEL =
  /\sxmlns(?::[\w.-]+)?\s*=\s*["']https?:\/\/www\.omg\.org\/spec\/DMN\/(\d{8})(?:\/MODEL\/?|\/dmn(?:11)?\.xsd)?["']/g;

/** A text as the editor reads it, and how what it writes becomes a file of the same version again. */
export interface Readable {
  readonly text: string;
  readonly restored: (written: string) => string;
}

/** The version of a file; undefined when its root names none. */
export function versionOf(text: string): string | undefined {
  const dates = [...text.matchAll(MODEL)].map(([, date = '']) => date);
  return dates.map((date) => VERSIONS[date]).find((version) => version !== undefined);
}

/** Whether a file of that version must be converted to be edited. */
export function isOld(version: string | undefined): version is string {
  return version === '1.0' || version === '1.1' || version === '1.2';
}

/** A file of DMN 1.3 to 1.5 for the editor. */
export function readable(text: string): Readable {
  const date = LATER.find((known) => declares(text, known, 'MODEL'));
  if (!date) return { text, restored: (written) => written };
  // A file may mix versions: what stood in the namespace that the editor writes stays there.
  const own = PARTS.filter((part) => !declares(text, READ, part));
  return {
    text: moved(text, date, READ, PARTS),
    restored: (written) => moved(written, READ, date, own),
  };
}

const declared = (date: string, parts: string) =>
  new RegExp(`(xmlns(?::[\\w.-]+)?\\s*=\\s*["']https?://www\\.omg\\.org/spec/DMN/)${date}/(${parts})/`, 'g');

const declares = (text: string, date: string, part: string) => declared(date, part).test(text);

/** The namespaces of one version in the place of those of another. */
function moved(text: string, from: string, to: string, parts: readonly string[]): string {
  return text.replace(declared(from, parts.join('|')), `$1${to}/$2/`);
}

/** A file of DMN 1.1 or 1.2 as one of DMN 1.3. */
export async function converted(text: string): Promise<string> {
  const { migrateDiagram } = await import('@bpmn-io/dmn-migrate');
  return migrateDiagram(text);
}
