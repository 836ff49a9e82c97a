import descriptor from '../assets/spiffworkflow.json' with { type: 'json' };

/**
 * The vocabulary `spiffworkflow:` for moddle:
 *
 *     new BpmnModeler({ moddleExtensions: { spiffworkflow: spiffworkflowModdle } });
 *
 * What is not in it survives reading and saving as it is.
 */
export const spiffworkflowModdle: object = descriptor;
