// A module Worker that loads the package by itself.

import { load } from '/package/index.js';
import { cases } from './cases.js';

self.onmessage = async ({ data: name }) => {
  try {
    self.postMessage({ result: await cases[name](await load()) });
  } catch (error) {
    self.postMessage({ error: String(error.stack ?? error) });
  }
};
