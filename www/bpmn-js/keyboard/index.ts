import Actions from '../editor-actions/index.js';
import Keys from './Keys.js';

/** Service `signalboxKeyboard`: the keys of debuggers. */
export default {
  __depends__: [Actions],
  __init__: ['signalboxKeyboard'],
  signalboxKeyboard: ['type', Keys],
};
