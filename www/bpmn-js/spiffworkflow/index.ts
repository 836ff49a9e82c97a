import CustomTasks from './CustomTasks.js';
import DataObjects from './DataObjects.js';
import DataStores from './DataStores.js';
import Drilldown from './Drilldown.js';
import Editor from './Editor.js';
import Edits from './Edits.js';
import HostOptions from './HostOptions.js';
import IoElements from './IoElements.js';
import LoopReferences from './LoopReferences.js';
import MessageUpdates from './MessageUpdates.js';
import ScriptPad from './Pad.js';
import Palette from './Palette.js';

/**
 * Modelling for SpiffWorkflow, without a panel: palette, context pad, rules, and the bus events of
 * bpmn-js-spiffworkflow. Needs the moddle extension `spiffworkflow`.
 */
export default {
  __init__: [
    'signalboxEditor',
    'signalboxHost',
    'signalboxEdits',
    'signalboxMessageUpdates',
    'signalboxLoopReferences',
    'signalboxIoElements',
    'signalboxDataObjects',
    'signalboxDataStores',
    'signalboxPalette',
    'signalboxScriptPad',
    'signalboxDrilldown',
  ],
  signalboxEditor: ['type', Editor],
  signalboxHost: ['type', HostOptions],
  signalboxEdits: ['type', Edits],
  signalboxMessageUpdates: ['type', MessageUpdates],
  signalboxLoopReferences: ['type', LoopReferences],
  signalboxIoElements: ['type', IoElements],
  signalboxDataObjects: ['type', DataObjects],
  signalboxDataStores: ['type', DataStores],
  signalboxCustomTasks: ['type', CustomTasks],
  signalboxPalette: ['type', Palette],
  signalboxScriptPad: ['type', ScriptPad],
  signalboxDrilldown: ['type', Drilldown],
};
