/**
 * What the page answers as the host of the properties panel: what the workspace knows, and editors for texts. These are
 * the events that any host of bpmn-js-spiffworkflow would answer.
 */
import type EventBus from 'diagram-js/lib/core/EventBus';
import type { Shape } from '../../bpmn-js/spiffworkflow/model.ts';
import type { TextSource } from '../editor/TextSource.ts';
import { dataStoresIn, messagesIn, metadataKeysIn } from '../library/offers.ts';
import { editMessage } from '../messages/host.ts';
import type { Workbench } from '../workbench/Workbench.ts';
import { openScript } from './scripts.ts';

interface Asked {
  element: Shape;
  scriptType: string;
  script: string;
  value: string;
  processId: string;
  listenEvent: string;
}

export function answerAsHost(bus: EventBus, workbench: Workbench, source: TextSource): void {
  const report = (work: Promise<unknown>) => void work.catch((error) => workbench.report(error));
  bus.on('spiff.script.edit', (asked: Asked) => openScript(bus, workbench, source, asked));
  bus.on('spiff.markdown.edit', ({ value, listenEvent }: Asked) =>
    workbench.edit({
      title: 'What people read',
      value,
      language: 'markdown',
      kind: 'markdown',
      variables: () => source.variables(workbench.state.selection[0] ?? ''),
      data: source.data(workbench.state.selection[0]),
      save: (text) => bus.fire(listenEvent, { value: text }),
    }),
  );
  bus.on('spiff.message.edit', (asked: Parameters<typeof editMessage>[2]) => editMessage(bus, workbench, asked));
  bus.on('spiff.file.edit', (asked: Asked) => report(editFile(bus, workbench, asked)));
  bus.on('spiff.service_tasks.requested', () => {
    bus.fire('spiff.service_tasks.returned', { serviceTaskOperators: workbench.services.operators() });
  });
  bus.on('spiff.messages.requested', () => {
    bus.fire('spiff.messages.returned', { configuration: { messages: messagesIn(workbench.state.files) } });
  });
  bus.on('spiff.data_stores.requested', () => {
    bus.fire('spiff.data_stores.returned', { options: dataStoresIn(workbench.state.files) });
  });
  bus.on('spiff.task_metadata_keys.requested', () => {
    bus.fire('spiff.task_metadata_keys.returned', { keys: metadataKeysIn(workbench.state.files) });
  });
  bus.on('spiff.dmn_files.requested', () => report(decisions(bus, workbench)));
  bus.on('spiff.dmn.edit', ({ value }: Asked) => report(openDecision(workbench, value)));
  bus.on('spiff.json_schema_files.requested', () => {
    const options = schemaFiles(workbench).map((name) => ({ label: name, value: name }));
    bus.fire('spiff.json_schema_files.returned', { options });
  });
  bus.on('spiff.callactivity.edit', ({ processId }: Asked) => openProcess(workbench, processId));
  bus.on('spiff.callactivity.search', ({ element }: Asked) =>
    workbench.pick({
      title: 'Which process is called?',
      choices: workbench.state.processes.map(({ id, name, file }) => ({ value: id, label: name || id, detail: file })),
      take: (value) => bus.fire('spiff.callactivity.update', { element, value }),
    }),
  );
}

async function decisions(bus: EventBus, workbench: Workbench): Promise<void> {
  const known = (await workbench.session?.workspace.decisions()) ?? [];
  const options = known.map(({ id, name }) => ({ value: id, label: name ?? id }));
  bus.fire('spiff.dmn_files.returned', { options });
}

async function openDecision(workbench: Workbench, id: string): Promise<void> {
  const known = (await workbench.session?.workspace.decisions()) ?? [];
  const file = known.find((decision) => decision.id === id)?.file;
  if (file) await workbench.reveal(file, id);
  else workbench.toast(`No file of the workspace has the decision ${id}.`);
}

function openProcess(workbench: Workbench, id: string): void {
  const file = workbench.session?.fileOf(id);
  if (file) workbench.show(file);
  else workbench.toast(`No file of the workspace has the process ${id}.`);
}

const schemaFiles = ({ state }: Workbench) =>
  state.files.map(({ name }) => name).filter((name) => name.endsWith('.json'));

/** A form's file that is not there yet begins as an empty object; one that is not named yet is chosen. */
async function editFile(bus: EventBus, workbench: Workbench, { value: name, listenEvent }: Asked): Promise<void> {
  const files = schemaFiles(workbench);
  if (!name && files.length === 0) return workbench.toast('Name the file first.');
  if (!name)
    return workbench.pick({
      title: 'Which file?',
      choices: files.map((file) => ({ value: file, label: file, detail: '' })),
      take: (value) => bus.fire(listenEvent, { value }),
    });
  if (workbench.state.files.some((file) => file.name === name)) return workbench.show(name);
  await workbench.open(name, '{}\n');
}
