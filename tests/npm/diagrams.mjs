// Small diagrams for the tests: a line of nodes, each connected to the next.

const namespaces =
  'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core" ' +
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="http://signalbox.test"';

/** A file with one process of these nodes in a row. */
export function line(process, nodes, { language = 'python' } = {}) {
  const all = ['<startEvent id="start" />', ...nodes, '<endEvent id="end" />'];
  const ids = all.map((node) => node.match(/id="([^"]+)"/)[1]);
  const flows = ids
    .slice(1)
    .map((id, at) => `<sequenceFlow id="flow${at}" sourceRef="${ids[at]}" targetRef="${id}" />`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions id="definitions" ${namespaces} expressionLanguage="${language}">
  <process id="${process}" isExecutable="true">
    ${[...all, ...flows].join('\n    ')}
  </process>
</definitions>`;
}

export const script = (id, text, format = 'python') =>
  `<scriptTask id="${id}" scriptFormat="${format}"><script><![CDATA[${text}]]></script></scriptTask>`;

export const user = (id, name = id) => `<userTask id="${id}" name="${name}" />`;

/** A service task in SpiffWorkflow's vocabulary: operator, parameters as Python expressions, variable of the result. */
export const service = (id, operator, parameters, result, retry = '') => `<serviceTask id="${id}"><extensionElements>
  <spiffworkflow:serviceTaskOperator id="${operator}" resultVariable="${result}"><spiffworkflow:parameters>${Object.entries(
    parameters,
  )
    .map(([name, value]) => `<spiffworkflow:parameter id="${name}" type="any" value="${value}" />`)
    .join(
      '',
    )}</spiffworkflow:parameters>${retry}</spiffworkflow:serviceTaskOperator></extensionElements></serviceTask>`;

/** `spiffworkflow:retry` of a service task: how often, and the base of the wait in seconds. */
export const retry = (retries, base) => `<spiffworkflow:retry retries="${retries}" backoff_base="${base}" />`;

/** A file with one task whose error of this code (any, without one) is caught: it leads to the script `caught = True`. */
export const catching = (process, task, code) => {
  const [, id] = task.match(/id="([^"]+)"/);
  const definition = code ? `<errorEventDefinition errorRef="error" />` : '<errorEventDefinition />';
  const nodes = [
    `<boundaryEvent id="boundary" attachedToRef="${id}">${definition}</boundaryEvent>`,
    script('handle', 'caught = True'),
    '<endEvent id="handled" />',
    '<sequenceFlow id="toHandle" sourceRef="boundary" targetRef="handle" />',
    '<sequenceFlow id="toHandled" sourceRef="handle" targetRef="handled" />',
  ];
  const file = line(process, [task]).replace('</process>', `${nodes.join('')}</process>`);
  return code ? file.replace('<process', `<error id="error" name="${code}" errorCode="${code}" /><process`) : file;
};
