/** Opens files and folders that a person picks or drops. */
import { readPicked } from '../library/transfer.ts';
import type { Workbench } from '../workbench/Workbench.ts';

/** Asks for files; archives are opened. */
export function pickFiles(workbench: Workbench): void {
  ask(workbench, (input) => {
    input.accept = '.bpmn,.xml,.dmn,.json,.zip';
  });
}

/** Asks for a folder, which comes in with everything in it. */
export function pickWholeFolder(workbench: Workbench): void {
  ask(workbench, (input) => {
    input.webkitdirectory = true;
  });
}

function ask(workbench: Workbench, prepare: (input: HTMLInputElement) => void): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  prepare(input);
  input.addEventListener('change', () => void workbench.library.take(readPicked([...(input.files ?? [])])));
  input.click();
}
