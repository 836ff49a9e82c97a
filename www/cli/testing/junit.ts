/** Results as JUnit XML, the form that CI servers read. */
import { differenceText, type TestResult } from 'signalbox';

export function junit(results: readonly TestResult[]): string {
  const files = [...new Set(results.map(({ file }) => file))];
  const failed = results.filter((result) => !result.passed).length;
  const suites = files.map((file) =>
    suite(
      file,
      results.filter((result) => result.file === file),
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="signalbox" tests="${results.length}" failures="${failed}">
${suites.join('\n')}
</testsuites>
`;
}

function suite(file: string, results: readonly TestResult[]): string {
  const failed = results.filter((result) => !result.passed).length;
  return `  <testsuite name="${xml(file)}" tests="${results.length}" failures="${failed}">
${results.map(testCase).join('\n')}
  </testsuite>`;
}

function testCase(result: TestResult): string {
  const { name, file, kind, passed, message, line } = result;
  const place = line === null ? '' : ` line="${line}"`;
  const head = `    <testcase classname="${xml(kind)}" name="${xml(name)}" file="${xml(file)}"${place}`;
  if (passed) return `${head} />`;
  return `${head}>
      <failure message="${xml(message ?? '')}">${xml(details(result))}</failure>
    </testcase>`;
}

function details({ message, differences, at, position }: TestResult): string {
  const place = at === null ? [] : [`at ${at}${position === null ? '' : `, log position ${position}`}`];
  return [message ?? '', ...differences.map(differenceText), ...place].join('\n');
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;' };

// Characters that XML cannot hold, even escaped, are shown as a replacement.
function xml(text: string): string {
  return [...text].map((letter) => (isForbidden(letter) ? '\uFFFD' : (ENTITIES[letter] ?? letter))).join('');
}

function isForbidden(letter: string): boolean {
  const code = letter.codePointAt(0) ?? 0;
  return (
    (code < 32 && !['\t', '\n', '\r'].includes(letter)) ||
    code === 0xfffe ||
    code === 0xffff ||
    (code >= 0xd800 && code <= 0xdfff)
  );
}
