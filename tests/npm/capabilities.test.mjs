// docs/capabilities.md: every question has one row, every row names tests that exist, and is taken away by a mutation that one
// of these tests has to notice (scripts/mutations.mjs looks whether it does).

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { at } from '../../scripts/lib/root.mjs';
import { mutations } from '../mutations/index.mjs';

const QUESTIONS = 44;
/** Questions whose answer is not there yet; their rows say "not yet". */
const NOT_YET = [];

const [head] = readFileSync(at('docs', 'capabilities.md'), 'utf8').split('\n## ');
const rows = head
  .split('\n')
  .filter((text) => text.startsWith('| ') && !/^\| (question|---)/.test(text))
  .map((text) => text.slice(2).split(/ \| | \|$/));
const numbers = rows.map(([question]) => Number(/^Q(\d+)$/.exec(question)?.[1] ?? 0));

test('every question has exactly one row, in order, and the rows without a number come after them', () => {
  const all = Array.from({ length: QUESTIONS }, (_, index) => index + 1);
  assert.deepEqual(numbers.slice(0, QUESTIONS), all);
  assert.deepEqual([...new Set(numbers.slice(QUESTIONS))], [0]);
});

for (const [question, answer, tests] of rows) {
  const number = Number(/^Q(\d+)$/.exec(question)?.[1] ?? 0);
  test(`${question}: the tests of the row exist`, () => {
    if (answer.startsWith('not yet')) return assert.ok(NOT_YET.includes(number), `${question} says "not yet"`);
    for (const reference of tests.split('; ')) assert.deepEqual(missing(reference), [], reference);
  });
}

for (const [question, , tests] of rows) {
  test(`${question}: a mutation takes it away, and a test of the row has to notice`, () => {
    const own = mutations.filter(({ row }) => row === question);
    assert.ok(own.length > 0, `tests/mutations has nothing that takes "${question}" away`);
    const named = tests.split('; ').flatMap(namesOf);
    for (const { takes, test: reference } of own) {
      const foreign = namesOf(reference).filter((name) => !named.some((known) => name.startsWith(known)));
      assert.deepEqual(foreign, [], takes);
      assert.deepEqual(missing(reference), [], takes);
    }
  });
}

test('every mutation is of a row', () => {
  const known = new Set(rows.map(([question]) => question));
  assert.deepEqual(
    mutations.filter(({ row }) => !known.has(row)),
    [],
  );
});

/** The tests that a reference names: the file and the beginning of each. */
function namesOf(reference) {
  const [file] = reference.split(', "');
  return [...reference.matchAll(/"([^"]+)"/g)].map(([, begin]) => `${file} ${begin}`);
}

/** What a reference `file, "beginning of a test", ...` names that is not there. */
function missing(reference) {
  const [, file] = /^(tests\/\S+\.test\.mjs), "/.exec(reference) ?? [];
  if (!file || !existsSync(at(file))) return [`no test file: ${reference}`];
  const text = readFileSync(at(file), 'utf8');
  const begins = [...reference.matchAll(/"([^"]+)"/g)].map(([, begin]) => begin);
  return begins.filter((begin) => !["'", '"', '`'].some((quote) => holds(text, quote, begin)));
}

/** Whether a test of this beginning is declared; a number is a whole one: Q1 is not Q12. */
function holds(text, quote, begin) {
  const end = /^Q\d+$/.test(begin) ? '(?!\\d)' : '';
  const literal = begin.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`\\btest\\(\\s*${quote}${literal}${end}`).test(text);
}
