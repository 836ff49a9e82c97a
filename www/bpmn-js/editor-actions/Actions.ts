/** Registers the run's commands as editor actions, so that hosts can bind menus and keys to them. */
import type EditorActions from 'diagram-js/lib/features/editor-actions/EditorActions';
import type Binding from '../binding/Binding.js';
import type Breakpoints from '../breakpoints/Breakpoints.js';
import type ContextPad from '../context-pad/ContextPad.js';
import type Start from '../start/Start.js';
import type Transport from '../transport/Transport.js';

interface Selection {
  get(): { id: string }[];
}

export default class Actions {
  static $inject = [
    'signalbox',
    'signalboxTransport',
    'signalboxStart',
    'signalboxContextPad',
    'signalboxBreakpoints',
    'editorActions',
    'selection',
  ];

  constructor(
    signalbox: Binding,
    transport: Transport,
    start: Start,
    pad: ContextPad,
    breakpoints: Breakpoints,
    actions: EditorActions,
    selection: Selection,
  ) {
    const selected = (act: (element: string) => void) => () => {
      for (const { id } of selection.get()) act(id);
    };
    const session = () => signalbox.session;
    actions.register({
      signalboxStart: () => start.ask(),
      signalboxRun: () => transport.toggle(),
      signalboxStep: () => transport.step(),
      signalboxStepBack: () => session()?.run?.back(),
      signalboxStepForward: () => session()?.run?.forward(),
      signalboxRestart: () => session()?.restart(),
      signalboxEnd: () => session()?.end(),
      signalboxNextTimer: () => session()?.run?.toNextTimer(),
      signalboxFollow: () => session()?.follow(!session()?.following),
      signalboxRunTo: selected((element) => pad.runTo(element)),
      signalboxResetTo: selected((element) => void pad.resetTo(element)),
      signalboxToggleBreakpoint: selected((element) => breakpoints.toggle(element)),
    });
  }
}
