import Binding from '../binding/index.js';
import Breakpoints from './Breakpoints.js';

/** Service `signalboxBreakpoints`: marks elements at which a run stops. */
export default {
  __depends__: [Binding],
  __init__: ['signalboxBreakpoints'],
  signalboxBreakpoints: ['type', Breakpoints],
};
