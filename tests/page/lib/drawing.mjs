// Diagrams for tests, told as elements; where each stands is of no importance.

/** A file with one process of these elements: `<tag id="..." ...>...</tag>` each, drawn side by side. */
export function drawing(elements, { roots = '', process = 'isExecutable="true"' } = {}) {
  const sizes = { task: [100, 80], gateway: [50, 50], event: [36, 36], data: [50, 50] };
  const shapes = elements.map((xml, index) =>
    shape(xml, 120 + (index % 7) * 160, 100 + Math.floor(index / 7) * 140, sizes),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
  xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core" xmlns:acme="http://acme.example/" id="Definitions_1" targetNamespace="http://signalbox.test">
  ${roots}
  <bpmn:process id="Everything" ${process}>
    ${elements.join('\n    ')}
  </bpmn:process>
  <bpmndi:BPMNDiagram id="Diagram_1"><bpmndi:BPMNPlane id="Plane_1" bpmnElement="Everything">
    ${shapes.join('\n    ')}
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;
}

function shape(xml, x, y, sizes) {
  const [, tag, id] = /<bpmn:(\w+)[^>]* ?id="(\w+)"/.exec(xml);
  if (tag === 'dataObject') return '';
  if (tag === 'sequenceFlow')
    return `<bpmndi:BPMNEdge id="${id}_di" bpmnElement="${id}"><di:waypoint x="${x}" y="${y}"/><di:waypoint x="${x + 90}" y="${y + 40}"/></bpmndi:BPMNEdge>`;
  const kind = ['gateway', 'event', 'data'].find((name) => tag.toLowerCase().includes(name)) ?? 'task';
  const [width, height] = sizes[kind];
  const marker = kind === 'gateway' ? ' isMarkerVisible="true"' : '';
  return `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"${marker}><dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}"/></bpmndi:BPMNShape>`;
}
