/** The texts of an element that hosts edit by name: `bpmn:script` and the scripts before and after. */
import type Editor from './Editor.js';
import { body, type Shape, text } from './model.js';

/** Names of scripts as they cross the bus. */
export type ScriptType = 'bpmn:script' | 'spiffworkflow:PreScript' | 'spiffworkflow:PostScript';

export function isScriptType(name: string): name is ScriptType {
  return ['bpmn:script', 'spiffworkflow:PreScript', 'spiffworkflow:PostScript'].includes(name);
}
export function readScript(element: Shape, type: ScriptType): string {
  const model = element.businessObject;
  return type === 'bpmn:script' ? text(model, 'script') : body(model, type);
}
export function writeScript(editor: Editor, element: Shape, type: ScriptType, value: string | undefined): void {
  const model = element.businessObject;
  if (type === 'bpmn:script') editor.set(element, model, { script: value || undefined });
  else editor.setBody(element, model, type, value);
}

const SCRIPTED = [
  ...['bpmn:UserTask', 'bpmn:ManualTask', 'bpmn:ServiceTask', 'bpmn:BusinessRuleTask', 'bpmn:SendTask'],
  ...['bpmn:ReceiveTask', 'bpmn:CallActivity', 'bpmn:SubProcess'],
];
/** The engine runs scripts before and after activities other than script tasks. */
export function hasScripts(element: Shape): boolean {
  const { businessObject: model } = element;
  return model.$type === 'bpmn:Task' || SCRIPTED.some((type) => model.$instanceOf?.(type));
}
