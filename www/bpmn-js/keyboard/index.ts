import Keys from './Keys.js';
import Actions from '../editor-actions/index.js';

/** Service `signalboxKeyboard`: the keys of debuggers. */
export default {
  __depends__: [Actions],
  __init__: ['signalboxKeyboard'],
  signalboxKeyboard: ['type', Keys],
};
