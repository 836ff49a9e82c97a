import Binding from '../binding/index.js';
import Tokens from './Tokens.js';

/** Service `signalboxOverlays`: tokens and counts on the canvas. */
export default {
  __depends__: [Binding],
  __init__: ['signalboxOverlays'],
  signalboxOverlays: ['type', Tokens],
};
