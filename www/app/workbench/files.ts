/** Files of the workspace as the page keeps them. */

/** A file: its text now and the text it was opened with. */
export interface WorkFile {
  readonly name: string;
  readonly text: string;
  readonly opened: string;
}

/** What a file is, by its name. */
export function kindOf(name: string): 'bpmn' | 'text' {
  return /\.(bpmn|bpmn20\.xml|bpmn2)$/i.test(name) ? 'bpmn' : 'text';
}

/** A name that no file has yet: `order.bpmn`, `order-2.bpmn` ... */
export function freeName(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted;
  const [, stem, extension] = /^(.*?)(\.[^.]*)?$/.exec(wanted) ?? [];
  for (let number = 2; ; number++) {
    const name = `${stem}-${number}${extension ?? ''}`;
    if (!taken.includes(name)) return name;
  }
}

/** An empty diagram with one start event. */
export function emptyDiagram(id: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" id="Definitions_${id}" targetNamespace="http://bpmn.io/schema/bpmn">
  <bpmn:process id="${id}" isExecutable="true">
    <bpmn:startEvent id="Start_${id}" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="Diagram_${id}">
    <bpmndi:BPMNPlane id="Plane_${id}" bpmnElement="${id}">
      <bpmndi:BPMNShape id="Start_${id}_di" bpmnElement="Start_${id}">
        <dc:Bounds x="240" y="200" width="36" height="36" />
      </bpmndi:BPMNShape>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
`;
}
