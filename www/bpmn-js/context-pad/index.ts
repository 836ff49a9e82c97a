import Binding from '../binding/index.js';
import Breakpoints from '../breakpoints/index.js';
import ContextPad from './ContextPad.js';

/** Service `signalboxContextPad`: run to here, breakpoint and reset in the pad of every element. */
export default {
  __depends__: [Binding, Breakpoints],
  __init__: ['signalboxContextPad'],
  signalboxContextPad: ['type', ContextPad],
};
