/** The examples: told in examples/index.json, read when they are opened. */
import list from '../../../examples/index.json';

export interface Example {
  id: string;
  title: string;
  sentence: string;
  language: string;
  files: string[];
  profile?: string;
}

export const examples: readonly Example[] = list;

const texts = import.meta.glob<string>('../../../examples/*.bpmn', { query: '?raw', import: 'default' });
const pictures = import.meta.glob<string>('../../../examples/*.svg', { query: '?url', import: 'default', eager: true });

/** Texts of an example's files, the one to show first. */
export function readExample(example: Example): Promise<{ name: string; text: string }[]> {
  return Promise.all(
    example.files.map(async (name) => ({ name, text: (await texts[`../../../examples/${name}`]?.()) ?? '' })),
  );
}

export function pictureOf(example: Example): string | undefined {
  return pictures[`../../../examples/${example.id}.svg`];
}
