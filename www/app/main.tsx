/** The modeler page: everything is put together here. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn-embedded.css';
import '@bpmn-io/properties-panel/dist/assets/properties-panel.css';
import '../bpmn-js/assets/signalbox.css';
import './styles/base.css';
import './styles/frame.css';
import './styles/header.css';
import './styles/tabs.css';
import './styles/files.css';
import './styles/controls.css';
import './styles/toasts.css';
import './styles/palette.css';
import './styles/canvas.css';
import './styles/panels.css';
import './styles/problems.css';
import './styles/tasks.css';
import './styles/inspector.css';
import './styles/timeline.css';
import './styles/data.css';
import './styles/messages.css';
import './styles/tests.css';
import './styles/timers.css';
import './styles/forms.css';
import './styles/dialog.css';
import './styles/services.css';
import './styles/message-edit.css';
import './styles/people.css';
import './styles/welcome.css';
import './styles/editor.css';
import { offline } from './offline.ts';
import { App } from './shell/App.tsx';
import { WorkbenchContext } from './workbench/hooks.ts';
import { Workbench } from './workbench/Workbench.ts';

const workbench = new Workbench();
const place = document.getElementById('page');
if (place) {
  createRoot(place).render(
    <StrictMode>
      <WorkbenchContext value={workbench}>
        <App />
      </WorkbenchContext>
    </StrictMode>,
  );
}
void workbench.begin().catch((error) => workbench.report(error));
offline();
