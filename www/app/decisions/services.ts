/** Services of the view that is open. */
import type Canvas from 'diagram-js/lib/core/Canvas';
import type Modeler from 'dmn-js/lib/Modeler';
import type { ModdleElement } from 'dmn-js/lib/Modeler';

interface CommandStack {
  canUndo(): boolean;
  canRedo(): boolean;
  undo(): void;
  redo(): void;
}
interface Modeling {
  updateProperties(element: ModdleElement, properties: object): void;
}
interface PropertiesPanel {
  attachTo(place: HTMLElement): void;
  detach(): void;
}
interface Selection {
  get(): { id: string }[];
}

export function stackOf(editor: Modeler): CommandStack | undefined {
  return editor.getActiveViewer()?.get<CommandStack>('commandStack', false);
}

export function modelingOf(editor: Modeler): Modeling | undefined {
  return editor.getActiveViewer()?.get<Modeling>('modeling', false);
}

/** The canvas, where decisions are drawn with their requirements. */
export function canvasOf(editor: Modeler): Canvas | undefined {
  return isDrawn(editor) ? editor.getActiveViewer()?.get<Canvas>('canvas') : undefined;
}

/** dmn-js' own panel, which is for what is drawn. */
export function panelOf(editor: Modeler): PropertiesPanel | undefined {
  return isDrawn(editor) ? editor.getActiveViewer()?.get<PropertiesPanel>('propertiesPanel') : undefined;
}

/** Ids of what is selected: elements of the drawing, else the decision whose view is open. */
export function selectedOf(editor: Modeler): string[] {
  const view = editor.getActiveView();
  if (!view) return [];
  const viewer = editor.getActiveViewer();
  const elements = isDrawn(editor) ? (viewer?.get<Selection>('selection').get() ?? []) : [view.element];
  return elements.map(({ id }) => id).filter((id) => id !== undefined);
}

const isDrawn = (editor: Modeler) => editor.getActiveView()?.type === 'drd';
