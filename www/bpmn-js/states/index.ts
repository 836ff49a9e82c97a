import Binding from '../binding/index.js';
import States from './States.js';

/** Service `signalboxStates`: colours elements and flows by what the run did with them. */
export default {
  __depends__: [Binding],
  __init__: ['signalboxStates'],
  signalboxStates: ['type', States],
};
