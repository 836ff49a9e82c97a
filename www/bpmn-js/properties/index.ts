/**
 * The properties of the vocabulary `spiffworkflow:` in bpmn-js-properties-panel:
 *
 *     import PropertiesModule from 'signalbox/bpmn-js/properties';
 *     new BpmnModeler({
 *       additionalModules: [BpmnPropertiesPanelModule, BpmnPropertiesProviderModule, PropertiesModule],
 *       moddleExtensions: { spiffworkflow: spiffworkflowModdle },
 *     });
 *
 * It has an entry of its own in the package, so that a modeler without the panel need not install it.
 */
import SpiffWorkflow from '../spiffworkflow/index.js';
import Provider from './Provider.js';

export { spiffworkflowModdle } from '../spiffworkflow/moddle.js';

/** Plain to TypeScript, since the panel's packages come without declarations that a host could read. */
const PropertiesModule: Record<string, unknown> = {
  __depends__: [SpiffWorkflow],
  __init__: ['signalboxProperties'],
  signalboxProperties: ['type', Provider],
};
export default PropertiesModule;
