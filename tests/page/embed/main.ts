/** What an extension author writes: one module in an existing modeler, and its viewer build in a viewer. */
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn-embedded.css';
import 'signalbox/assets/signalbox.css';
import Modeler from 'bpmn-js/lib/Modeler';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import SignalboxModule, { SignalboxViewerModule } from 'signalbox/bpmn-js';
import diagram from '../../../examples/savings-loop.bpmn?raw';

const options = { signalbox: { profile: 'spiffworkflow' } };
const modeler = new Modeler({ container: '#canvas', additionalModules: [SignalboxModule], ...options });
const viewer = new NavigatedViewer({ container: '#viewer', additionalModules: [SignalboxViewerModule], ...options });

modeler.on(
  'signalbox.run.changed',
  ({ view, elements }: { view?: { info: { status: string } }; elements: unknown[] }) => {
    document.title = `${view?.info.status ?? 'none'} ${elements.length}`;
  },
);
await Promise.all([modeler.importXML(diagram), viewer.importXML(diagram)]);
