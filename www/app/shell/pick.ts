/** Opens files that a person picks or drops. */
import type { Workbench } from '../workbench/Workbench.ts';

const LARGEST = 20 * 1024 * 1024;

/** Asks for files. */
export function pickFiles(workbench: Workbench): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.accept = '.bpmn,.xml,.dmn,.json';
  input.addEventListener('change', () => void openFiles(workbench, [...(input.files ?? [])]));
  input.click();
}

/** Opens each file in a tab of its own. */
export async function openFiles(workbench: Workbench, files: File[]): Promise<void> {
  for (const file of files) {
    if (file.size > LARGEST) workbench.report(`${file.name} is larger than 20 MB and was not opened.`);
    else await workbench.open(file.name, decode(await file.arrayBuffer()));
  }
}

/** UTF-8, or UTF-16 where a byte order mark says so. */
function decode(bytes: ArrayBuffer): string {
  const [first, second] = new Uint8Array(bytes);
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
}
