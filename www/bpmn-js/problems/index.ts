import Binding from '../binding/index.js';
import Problems from './Problems.js';

/** Service `signalboxProblems`: badges on the canvas and fixes with undo. */
export default {
  __depends__: [Binding],
  __init__: ['signalboxProblems'],
  signalboxProblems: ['type', Problems],
};
