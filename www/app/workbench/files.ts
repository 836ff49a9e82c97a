/** Files of the workspace as the page keeps them. */
import { decoded, type Encoding, encoded } from '../library/encoding.ts';

/** A file: its text now and the text it was opened with. */
export interface WorkFile {
  /** Its path: folders are part of the name. */
  readonly name: string;
  readonly text: string;
  readonly opened: string;
  /** The bytes it came with; without them it was made here. */
  readonly bytes?: Uint8Array;
  readonly encoding?: Encoding;
  /** Whether its bytes are no text: it is kept and handed on, and not shown. */
  readonly binary?: boolean;
}

/** A file as it came. */
export function fileOf(name: string, bytes: Uint8Array): WorkFile {
  const read = decoded(bytes);
  if (!read) return { name, text: '', opened: '', bytes, binary: true };
  return { name, text: read.text, opened: read.text, bytes, encoding: read.encoding };
}

/** What a file is on disk: the very bytes it came with while its text is the one it came with. */
export function bytesOf({ text, opened, bytes, encoding = 'utf-8' }: WorkFile): Uint8Array {
  return bytes && text === opened ? bytes : encoded(text, encoding);
}

/** What a file is shown as. */
export type FileKind = 'bpmn' | 'dmn' | 'text';

export function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}

/** What a file is, by its name. */
export function kindOf(name: string): FileKind {
  if (/\.dmn(\.xml)?$/i.test(name)) return 'dmn';
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

/** A table with one input and one output that has no rules yet. */
export function emptyDecision(id: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" id="Definitions_${id}" name="Decisions" namespace="http://bpmn.io/schema/dmn">
  <decision id="${id}" name="Decision">
    <decisionTable id="Table_${id}">
      <input id="Input_${id}">
        <inputExpression id="InputExpression_${id}" typeRef="string">
          <text>input</text>
        </inputExpression>
      </input>
      <output id="Output_${id}" name="output" typeRef="string" />
    </decisionTable>
  </decision>
  <dmndi:DMNDI>
    <dmndi:DMNDiagram id="Diagram_${id}">
      <dmndi:DMNShape id="Shape_${id}" dmnElementRef="${id}">
        <dc:Bounds height="80" width="180" x="160" y="100" />
      </dmndi:DMNShape>
    </dmndi:DMNDiagram>
  </dmndi:DMNDI>
</definitions>
`;
}
