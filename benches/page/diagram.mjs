// A drawn process of so many nodes: blocks of a decision with two scripts, one after the other, in rows of five blocks.

const COLUMNS = 5;
const WIDTH = 560;
const HEIGHT = 260;

/** A file with about `nodes` flow nodes. Every block adds a number and decides by it. */
export function drawn(nodes) {
  const blocks = Math.max(1, Math.round((nodes - 2) / 5));
  const made = [event('startEvent', 'Begin', 20, 102), ...Array.from({ length: blocks }, (_, n) => block(n))].flat();
  const ids = Array.from({ length: blocks }, (_, n) => `Split${n}`);
  const last = place(blocks - 1);
  made.push(...event('endEvent', 'End', last.x + 520, last.y + 102), flow('Begin', 'Count0', 56, 120, 80, 120));
  for (let n = 1; n < ids.length; n += 1) made.push(between(n));
  made.push(flow(`Join${blocks - 1}`, 'End', last.x + 490, last.y + 120, last.x + 520, last.y + 120));
  return file(made);
}

function place(n) {
  return { x: 60 + (n % COLUMNS) * WIDTH, y: Math.floor(n / COLUMNS) * HEIGHT };
}

function block(n) {
  const { x, y } = place(n);
  return [
    script(`Count${n}`, `count = (typeof count === 'undefined' ? 0 : count) + 1`, x + 20, y + 80),
    gateway(`Split${n}`, x + 160, y + 95, `default="Split${n}_Odd${n}"`),
    script(`Even${n}`, `last = 'even ${n}'`, x + 270, y),
    script(`Odd${n}`, `last = 'odd ${n}'`, x + 270, y + 160),
    gateway(`Join${n}`, x + 440, y + 95),
    flow(`Count${n}`, `Split${n}`, x + 120, y + 120, x + 160, y + 120),
    flow(`Split${n}`, `Even${n}`, x + 185, y + 95, x + 270, y + 40, 'count % 2 === 0'),
    flow(`Split${n}`, `Odd${n}`, x + 185, y + 145, x + 270, y + 200),
    flow(`Even${n}`, `Join${n}`, x + 370, y + 40, x + 465, y + 95),
    flow(`Odd${n}`, `Join${n}`, x + 370, y + 200, x + 465, y + 145),
  ];
}

function between(n) {
  const [from, to] = [place(n - 1), place(n)];
  return flow(`Join${n - 1}`, `Count${n}`, from.x + 490, from.y + 120, to.x + 20, to.y + 120);
}

const shape = (id, x, y, width, height) =>
  `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"><dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}"/></bpmndi:BPMNShape>`;

function script(id, text, x, y) {
  const body = `<scriptTask id="${id}" name="${id}" scriptFormat="javascript"><script>${text}</script></scriptTask>`;
  return [body, shape(id, x, y, 100, 80)];
}

const gateway = (id, x, y, more = '') => [`<exclusiveGateway id="${id}" ${more}/>`, shape(id, x, y, 50, 50)];
const event = (tag, id, x, y) => [[`<${tag} id="${id}"/>`, shape(id, x, y, 36, 36)]];

function flow(from, to, x1, y1, x2, y2, condition) {
  const id = `${from}_${to}`;
  const text = condition ? `<conditionExpression>${condition}</conditionExpression>` : '';
  return [
    `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${text}</sequenceFlow>`,
    `<bpmndi:BPMNEdge id="${id}_di" bpmnElement="${id}"><di:waypoint x="${x1}" y="${y1}"/><di:waypoint x="${x2}" y="${y2}"/></bpmndi:BPMNEdge>`,
  ];
}

function file(made) {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
  xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="Definitions_large"
  targetNamespace="http://signalbox.bench" expressionLanguage="javascript">
  <process id="Large" isExecutable="true">${made.map(([model]) => model).join('\n')}</process>
  <bpmndi:BPMNDiagram id="Diagram_large"><bpmndi:BPMNPlane id="Plane_large" bpmnElement="Large">
    ${made.map(([, drawing]) => drawing).join('\n')}
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</definitions>
`;
}
