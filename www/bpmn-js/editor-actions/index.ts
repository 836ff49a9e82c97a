import Breakpoints from '../breakpoints/index.js';
import ContextPad from '../context-pad/index.js';
import Transport from '../transport/index.js';
import Actions from './Actions.js';

/** Service `signalboxActions`: everything a person can do to a run, by name. */
export default {
  __depends__: [Transport, ContextPad, Breakpoints],
  __init__: ['signalboxActions'],
  signalboxActions: ['type', Actions],
};
