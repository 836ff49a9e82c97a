import Binding from './Binding.js';

/** Service `signalbox`: the diagram, its file in the workspace, and the run. */
export default {
  __init__: ['signalbox'],
  signalbox: ['type', Binding],
};
