import Binding from '../binding/index.js';
import Start from './Start.js';

/** Service `signalboxStart`: starts a process of the diagram, with or without asking. */
export default {
  __depends__: [Binding],
  __init__: ['signalboxStart'],
  signalboxStart: ['type', Start],
};
