/** What we use of modules that come without declarations of their own. */
declare module 'bpmn-auto-layout' {
  /** The BPMN text with a picture of its first process. */
  export function layoutProcess(xml: string): Promise<string>;
}

declare module 'bpmn-moddle' {
  export class BpmnModdle {
    fromXML(xml: string): Promise<{ rootElement: object; elementsById: object }>;
    toXML(element: object): Promise<{ xml: string }>;
  }
}
