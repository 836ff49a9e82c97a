// Diagrams for the gallery, told as a line of nodes; they look as somebody would draw them.

const namespaces = `xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
  xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core"`;
const sizes = { Event: [36, 36], Gateway: [50, 50], Reference: [36, 50] };

/** A node: tag, id, name, what stands inside it, further attributes. */
export const node = (tag, id, name = '', inside = '', attributes = '') => ({ tag, id, name, inside, attributes });
export const begin = (name = '') => node('startEvent', 'Begin', name);
export const end = (name = '') => node('endEvent', 'End', name);
export const script = (id, name, text) =>
  node('scriptTask', id, name, `<script><![CDATA[${text}]]></script>`, 'scriptFormat="python"');
export const service = (id, name, operator, parameters, result) =>
  node(
    'serviceTask',
    id,
    name,
    `<extensionElements><spiffworkflow:serviceTaskOperator id="${operator}" resultVariable="${result}"><spiffworkflow:parameters>${Object.entries(
      parameters,
    )
      .map(([key, value]) => `<spiffworkflow:parameter id="${key}" type="any" value="${value}" />`)
      .join('')}</spiffworkflow:parameters></spiffworkflow:serviceTaskOperator></extensionElements>`,
  );
/** What repeats an activity for each item of a list, side by side. */
export const each = (items, item) =>
  `<multiInstanceLoopCharacteristics><loopDataInputRef>${items}</loopDataInputRef><inputDataItem id="${item}" name="${item}" /></multiInstanceLoopCharacteristics>`;

/**
 * A file with one process. `rows` are lists of nodes, drawn from left to right, `null` for a gap; `flows` are `from to` or `from to condition`,
 * without them each node of the first row leads to the next.
 */
export function sketch(rows, { flows, roots = '', name = 'Sketch' } = {}) {
  const nodes = rows.flat().filter(Boolean);
  const placed = rows.flatMap((row, y) => row.map((one, x) => one && [one.id, place(one, x, y)]));
  const places = new Map(placed.filter(Boolean));
  const lines = flows ?? rows[0].slice(1).map((one, at) => `${rows[0][at].id} ${one.id}`);
  const drawn = lines.map((line, at) => flow(`Flow_${at + 1}`, line, places));
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions id="Definitions" ${namespaces} targetNamespace="http://signalbox.test" expressionLanguage="python">
  ${roots}<process id="sketch" name="${name}" isExecutable="true">
    ${[...nodes.map(element), ...drawn.map(({ xml }) => xml)].join('\n    ')}
  </process>
  <bpmndi:BPMNDiagram id="Diagram"><bpmndi:BPMNPlane id="Plane" bpmnElement="sketch">
    ${[...nodes.map((one) => shape(one, places.get(one.id))), ...drawn.map(({ di }) => di)].join('\n    ')}
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</definitions>`;
}

const element = ({ tag, id, name, inside, attributes }) =>
  `<${tag} id="${id}" ${name && `name="${name}"`} ${attributes}>${inside}</${tag}>`;

function place({ tag }, column, row) {
  const [width, height] = sizes[Object.keys(sizes).find((kind) => tag.endsWith(kind))] ?? [100, 80];
  return { x: 160 + column * 150 - width / 2, y: 120 + row * 130 - height / 2, width, height };
}

const shape = ({ id, tag }, { x, y, width, height }) =>
  `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"${tag.endsWith('Gateway') ? ' isMarkerVisible="true"' : ''}><dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}" /></bpmndi:BPMNShape>`;

function flow(id, line, places) {
  const [from, to, ...words] = line.split(' ');
  const condition = words.length > 0 ? `<conditionExpression>${words.join(' ')}</conditionExpression>` : '';
  const points = way(places.get(from), places.get(to)).map(([x, y]) => `<di:waypoint x="${x}" y="${y}" />`);
  return {
    xml: `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${condition}</sequenceFlow>`,
    di: `<bpmndi:BPMNEdge id="${id}_di" bpmnElement="${id}">${points.join('')}</bpmndi:BPMNEdge>`,
  };
}

/** Straight within a row; down and then across, or across and then up, between rows. */
function way(from, to) {
  const [one, other] = [from, to].map(({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 }));
  const across = other.x >= one.x ? 1 : -1;
  const right = (place, middle, side) => [middle.x + (side * place.width) / 2, middle.y];
  const below = (place, middle) => [middle.x, middle.y + place.height / 2];
  if (one.y === other.y) return [right(from, one, across), right(to, other, -across)];
  if (other.y > one.y) return [below(from, one), [one.x, other.y], right(to, other, -across)];
  return [right(from, one, across), [other.x, one.y], below(to, other)];
}
