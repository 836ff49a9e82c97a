/** What we use of dmn-js and its companions, which come without declarations of their own. */
declare module 'dmn-js/lib/Modeler' {
  /** An element of a DMN file as moddle keeps it. */
  export interface ModdleElement {
    readonly $type: string;
    $parent?: ModdleElement;
    readonly $model: { create(type: string, properties: object): ModdleElement };
    id?: string;
    name?: string;
    get(name: string): unknown;
    set(name: string, value: unknown): void;
  }
  /** One way to look at an element of the file. */
  export interface View {
    readonly id: string;
    readonly name?: string;
    readonly type: 'drd' | 'decisionTable' | 'literalExpression' | 'boxedExpression';
    readonly element: ModdleElement;
  }
  export interface Viewer {
    get<Service>(name: string): Service;
    get<Service>(name: string, strict: false): Service | undefined;
    on<Event>(event: string, listener: (event: Event) => void): void;
  }
  export default class Modeler {
    constructor(options: object);
    importXML(xml: string, options?: { open: boolean }): Promise<{ warnings: readonly { message: string }[] }>;
    saveXML(options: { format: boolean }): Promise<{ xml: string }>;
    getDefinitions(): ModdleElement | undefined;
    getViews(): readonly View[];
    getActiveView(): View | null | undefined;
    getActiveViewer(): Viewer | null | undefined;
    open(view: View): Promise<unknown>;
    attachTo(place: HTMLElement): void;
    detach(): void;
    destroy(): void;
    on<Event>(event: string, listener: (event: Event) => void): void;
  }
}

declare module 'dmn-js-properties-panel' {
  export const DmnPropertiesPanelModule: object;
  export const DmnPropertiesProviderModule: object;
}

declare module '@bpmn-io/dmn-migrate' {
  /** A file of DMN 1.1 or 1.2 as one of DMN 1.3. */
  export function migrateDiagram(xml: string): Promise<string>;
}
