import Binding from '../binding/index.js';
import Coverage from './Coverage.js';

/** Service `signalboxCoverage`: shows on the diagram what tests came through. */
export default {
  __depends__: [Binding],
  __init__: ['signalboxCoverage'],
  signalboxCoverage: ['type', Coverage],
};
