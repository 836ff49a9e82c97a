/** The operators that the diagrams of the workspace call, in the order they are found. */
import type { WorkFile } from '../workbench/files.ts';

const NAMESPACE = 'http://spiffworkflow.org/bpmn/schema/1.0/core';

export function operatorsIn(files: readonly WorkFile[]): string[] {
  return [...new Set(files.flatMap(({ text }) => (text.includes('serviceTaskOperator') ? inText(text) : [])))];
}

function inText(text: string): string[] {
  const tree = new DOMParser().parseFromString(text, 'application/xml');
  const found = [...tree.getElementsByTagNameNS(NAMESPACE, 'serviceTaskOperator')];
  return found.map((element) => element.getAttribute('id') ?? '').filter((id) => id !== '');
}
