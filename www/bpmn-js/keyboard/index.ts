import Actions from '../editor-actions/index.js';
import Entries from './Entries.js';
import Keys from './Keys.js';
import Walk from './Walk.js';

/** Service `signalboxKeyboard`: the keys of debuggers; beside it what makes a diagram usable without a mouse. */
export default {
  __depends__: [Actions],
  __init__: ['signalboxKeyboard', 'signalboxEntries', 'signalboxWalk'],
  signalboxKeyboard: ['type', Keys],
  signalboxEntries: ['type', Entries],
  signalboxWalk: ['type', Walk],
};
