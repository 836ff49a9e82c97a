import Binding from '../binding/index.js';
import Rebind from './Rebind.js';

/** Service `signalboxRebind`: says why a run does not go over to the edited diagram, and what can be done. */
export default {
  __depends__: [Binding],
  __init__: ['signalboxRebind'],
  signalboxRebind: ['type', Rebind],
};
