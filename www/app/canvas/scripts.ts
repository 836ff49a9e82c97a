/** Opens scripts and expressions of a diagram in the large editor, and gives back to the diagram what is saved. */
import type EventBus from 'diagram-js/lib/core/EventBus';
import type { Shape } from '../../bpmn-js/spiffworkflow/model.ts';
import { isScriptType, readScript } from '../../bpmn-js/spiffworkflow/scripts.ts';
import type { TextKind } from '../../bpmn-js/spiffworkflow/TextEditor.ts';
import { offsetIn } from '../editor/places.ts';
import type { TextSource } from '../editor/TextSource.ts';
import type { Workbench } from '../workbench/Workbench.ts';

/** A script as the properties panel asks for it. */
interface Asked {
  element: Shape;
  scriptType: string;
  script: string;
}

/** Scripts by their names on the bus: title and the engine's word. */
const SCRIPTS: Record<string, { title: string; role: string }> = {
  'bpmn:script': { title: 'Script', role: 'script' },
  'spiffworkflow:PreScript': { title: 'Script before', role: 'preScript' },
  'spiffworkflow:PostScript': { title: 'Script after', role: 'postScript' },
};

/** The engine's word for the script of an element that a place in the text of a file is in. */
export function scriptAt(text: string, place: { line: number; column: number }): string | undefined {
  const before = text.slice(0, offsetIn(text, place));
  return [...before.matchAll(/<(?:[\w.-]+:)?(script|preScript|postScript)[\s>]/g)].at(-1)?.[1];
}

export function openScript(
  bus: EventBus,
  workbench: Workbench,
  source: TextSource,
  { element, scriptType, script }: Asked,
  saved?: () => void,
): void {
  const role = SCRIPTS[scriptType]?.role ?? scriptType.replace('signalbox:', '');
  const kind: TextKind = SCRIPTS[scriptType] ? 'script' : 'expression';
  const open = (language: ReturnType<TextSource['language']>) =>
    workbench.edit({
      title: `${SCRIPTS[scriptType]?.title ?? 'Expression'} · ${String(element.businessObject.get('name') || element.id)}`,
      value: script,
      language,
      kind,
      variables: () => source.variables(element.id),
      save: (text) => {
        bus.fire('spiff.script.update', { element, scriptType, script: text });
        saved?.();
      },
    });
  const name = { element, role, kind };
  source.look(name, script).then(
    (seen) => open(seen?.language ?? source.language(name)),
    () => open(source.language(name)),
  );
}

/** Opens a script by the engine's word for it. */
export function editScript(
  bus: EventBus,
  workbench: Workbench,
  source: TextSource,
  element: Shape,
  role: string,
  saved: () => void,
): void {
  const scriptType = Object.keys(SCRIPTS).find((type) => SCRIPTS[type]?.role === role) ?? '';
  if (!isScriptType(scriptType)) return;
  openScript(bus, workbench, source, { element, scriptType, script: readScript(element, scriptType) }, saved);
}
