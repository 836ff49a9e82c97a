/** A picture for diagrams that have none: models that were written by hand or by a program. */
import { BpmnModdle } from 'bpmn-moddle';

const HAS_PICTURE = /<(?:[\w-]+:)?BPMN(?:Shape|Plane)\b/;

/** An element as moddle keeps it. */
interface Element {
  readonly $type: string;
  readonly id?: string;
  sourceRef?: Element;
  targetRef?: Element;
  get(name: string): Element[];
}

/** The text with a picture, made where it has none; undefined where it has one, or none can be made of it. */
export async function laidOut(text: string): Promise<string | undefined> {
  if (HAS_PICTURE.test(text)) return undefined;
  const { layoutProcess } = await import('bpmn-auto-layout');
  // What cannot be read is told by whoever draws it.
  return connected(text)
    .then(layoutProcess)
    .catch(() => undefined);
}

/** The text with the flows of each element named in it: the layout goes along these, and they may be left out. */
async function connected(text: string): Promise<string> {
  const moddle = new BpmnModdle();
  const { rootElement, elementsById } = await moddle.fromXML(text);
  for (const flow of Object.values(elementsById as Record<string, Element>)) {
    if (flow.$type !== 'bpmn:SequenceFlow' || !flow.sourceRef || !flow.targetRef) continue;
    const { sourceRef, targetRef } = flow;
    if (!sourceRef.get('outgoing').includes(flow)) sourceRef.get('outgoing').push(flow);
    if (!targetRef.get('incoming').includes(flow)) targetRef.get('incoming').push(flow);
  }
  return (await moddle.toXML(rootElement)).xml;
}
