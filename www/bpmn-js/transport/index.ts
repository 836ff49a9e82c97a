import Binding from '../binding/index.js';
import Start from '../start/index.js';
import Transport from './Transport.js';

/** Service `signalboxTransport`: the bar that floats on the canvas and moves the run. */
export default {
  __depends__: [Binding, Start],
  __init__: ['signalboxTransport'],
  signalboxTransport: ['type', Transport],
};
