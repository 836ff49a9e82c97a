import Provider from './Provider.js';

/** Service `signalboxProperties`: needs bpmn-js-properties-panel and the moddle extension `spiffworkflow`. */
export default {
  __init__: ['signalboxProperties'],
  signalboxProperties: ['type', Provider],
};
