/** F5 run, Shift+F5 put away, F10 step, Shift+F10 back, F9 breakpoint, T start or put away. bpmn-js' own keys stay its own. */
import type EditorActions from 'diagram-js/lib/features/editor-actions/EditorActions';
import type Keyboard from 'diagram-js/lib/features/keyboard/Keyboard';
import type Binding from '../binding/Binding.js';

const KEYS: Record<string, string> = {
  F5: 'signalboxRun',
  'Shift+F5': 'signalboxEnd',
  F10: 'signalboxStep',
  'Shift+F10': 'signalboxStepBack',
  F9: 'signalboxToggleBreakpoint',
};

/** The action of a key, if it has one. */
export function actionOf(event: KeyboardEvent): string | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  return KEYS[`${event.shiftKey ? 'Shift+' : ''}${event.key}`];
}

export default class Keys {
  static $inject = ['signalbox', 'keyboard', 'editorActions'];

  constructor(signalbox: Binding, keyboard: Keyboard, actions: EditorActions) {
    keyboard.addListener(1500, ({ keyEvent }: { keyEvent: KeyboardEvent }) => {
      const plain = !keyEvent.ctrlKey && !keyEvent.metaKey && !keyEvent.altKey && keyEvent.key === 't';
      const action = plain ? (signalbox.view ? 'signalboxEnd' : 'signalboxRun') : actionOf(keyEvent);
      if (!action) return undefined;
      actions.trigger(action, undefined);
      return true;
    });
  }
}
