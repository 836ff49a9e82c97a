import Binding from '../binding/index.js';
import Differences from './Differences.js';

/** Service `signalboxDifferences`: shows on the diagram in what two positions of the run differ. */
export default {
  __depends__: [Binding],
  __init__: ['signalboxDifferences'],
  signalboxDifferences: ['type', Differences],
};
