/** What the panel of tests does with files: makes a test of the run, takes over what happens now. */
import { download } from './download.ts';
import { freeName } from './files.ts';
import type { Workbench } from './Workbench.ts';

/** In what form a run becomes a test. */
export type TestForm = 'recording' | 'processModel' | 'fixture' | 'bpmn';

/** Makes a test of the run and adds it to the files. */
export async function makeTest(workbench: Workbench, form: TestForm, name: string): Promise<void> {
  const { session } = workbench;
  const process = session?.view?.info.process;
  if (!session?.run || process === undefined) return;
  try {
    const text = await session.run.record(form, name || undefined);
    if (text === undefined) return;
    const file = await put(workbench, form, process, text);
    await session.tests.refresh();
    const act = () => download(file, workbench.state.files.find((known) => known.name === file)?.text ?? text);
    workbench.toast(`${file} was added to the workspace.`, { label: 'Download', act });
  } catch (error) {
    workbench.report(error);
  }
}

// A case of SpiffArena's stands in the one file that is named after its diagram; everything else has a file of its own.
async function put(workbench: Workbench, form: TestForm, process: string, text: string): Promise<string> {
  const diagram = workbench.session?.fileOf(process) ?? `${process}.bpmn`;
  const stem = diagram.replace(/\.bpmn$/i, '');
  const taken = workbench.state.files.map(({ name }) => name);
  const wanted = {
    recording: `${stem}.recording.json`,
    processModel: `test_${stem}.json`,
    fixture: `${stem}_fixture.json`,
    bpmn: `${stem}_test.bpmn`,
  }[form];
  const known = workbench.state.files.find(({ name }) => name === wanted);
  if (form === 'processModel' && known) {
    const cases = { ...JSON.parse(known.text), ...JSON.parse(text) };
    await workbench.changed(wanted, `${JSON.stringify(cases, undefined, 2)}\n`, true);
    return wanted;
  }
  const name = form === 'bpmn' ? wanted : freeRecording(wanted, taken);
  if (taken.includes(name)) workbench.changed(name, text, true);
  else await workbench.add(name, text);
  return name;
}

// `order.recording.json`, `order-2.recording.json` ...
function freeRecording(wanted: string, taken: readonly string[]): string {
  const ending = '.recording.json';
  if (!wanted.endsWith(ending)) return freeName(wanted, taken);
  const stems = taken.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length));
  return `${freeName(wanted.slice(0, -ending.length), stems)}${ending}`;
}

/** Shows an element in the file it is drawn in. */
export async function revealElement(workbench: Workbench, element: string, file?: string): Promise<void> {
  const known = await workbench.session?.workspace.describe(element, file);
  await workbench.reveal(known?.file ?? file, element);
}
