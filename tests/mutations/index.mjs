// What takes each capability of docs/capabilities.md away: one place of the sources, changed as little as can be. A test that
// the row names has to fail then; `node scripts/mutations.mjs` looks whether it does.
//
// row: the row of the table. takes: what is gone. file, find, put: the one place, and what stands there instead.
// test: the tests that have to notice, as the table names them.

import { others } from './others.mjs';
import { questions } from './questions.mjs';

export const mutations = [...questions, ...others];
