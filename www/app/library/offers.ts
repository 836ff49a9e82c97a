/** What the diagrams of the library know and the properties panel offers: messages, data stores, keys of task metadata. */
import type { DataStoreOption, HostMessage, MetadataKey } from '../../bpmn-js/spiffworkflow/HostOptions.ts';
import type { WorkFile } from '../workbench/files.ts';
import { shortName } from './tree.ts';

const MODEL = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
const SPIFF = 'http://spiffworkflow.org/bpmn/schema/1.0/core';
/** What a reference to a store of that class is marked with. */
const TYPES: Record<string, string> = { JSONDataStore: 'json', KKVDataStore: 'kkv' };

/** A diagram that could be read. */
interface Drawn {
  file: WorkFile;
  all(name: string, namespace?: string): Element[];
}

/** The messages of all diagrams, each once, with the places where correlation properties stand in them. */
export function messagesIn(files: readonly WorkFile[]): HostMessage[] {
  const found = new Map<string, HostMessage>();
  for (const drawn of diagramsWith(files, 'message')) {
    for (const message of drawn.all('message')) {
      const identifier = message.getAttribute('name') || message.id;
      const known = found.get(identifier)?.correlation_properties ?? [];
      const own = retrievals(drawn, message.id).filter(
        (one) => !known.some((other) => other.identifier === one.identifier),
      );
      found.set(identifier, {
        location: folderOf(drawn.file.name),
        schema: schemaOf(files, message),
        ...found.get(identifier),
        ...{ identifier, correlation_properties: [...known, ...own] },
      });
    }
  }
  return [...found.values()];
}

/** The data stores of all diagrams, each once. */
export function dataStoresIn(files: readonly WorkFile[]): DataStoreOption[] {
  const found = new Map<string, DataStoreOption>();
  for (const drawn of diagramsWith(files, 'dataStore')) {
    const references = drawn.all('dataStoreReference');
    for (const store of drawn.all('dataStore')) {
      const { id } = store;
      const clz = store.getAttribute('name') ?? '';
      const shown = references.find((reference) => reference.getAttribute('dataStoreRef') === id);
      const type = shown?.getAttribute('type') ?? TYPES[clz] ?? 'json';
      if (id && !found.has(id)) found.set(id, { id, type, name: shown?.getAttribute('name') || id, clz });
    }
  }
  return [...found.values()];
}

/** The keys that tasks of any diagram have values under. */
export function metadataKeysIn(files: readonly WorkFile[]): MetadataKey[] {
  const values = diagramsWith(files, 'taskMetadataValue').flatMap((drawn) => drawn.all('taskMetadataValue', SPIFF));
  const names = values.map((value) => value.getAttribute('name') ?? '').filter((name) => name !== '');
  return [...new Set(names)].sort().map((name) => ({ name }));
}

/** Only files that have the word at all are read. */
function diagramsWith(files: readonly WorkFile[], word: string): Drawn[] {
  return files.filter(({ text }) => text.includes(word)).map(drawn);
}

function drawn(file: WorkFile): Drawn {
  const tree = new DOMParser().parseFromString(file.text, 'application/xml');
  return { file, all: (name, namespace = MODEL) => [...tree.getElementsByTagNameNS(namespace, name)] };
}

function retrievals({ all }: Drawn, message: string): { identifier: string; retrieval_expression: string }[] {
  return all('correlationPropertyRetrievalExpression')
    .filter((retrieval) => retrieval.getAttribute('messageRef') === message)
    .map((retrieval) => ({
      identifier: retrieval.parentElement?.id ?? '',
      retrieval_expression: retrieval.textContent?.trim() ?? '',
    }));
}

/** The JSON Schema that the message names, where the library has it; SpiffArena's modeler names it without prefix. */
function schemaOf(files: readonly WorkFile[], message: Element): unknown {
  const named = message.getAttributeNS(SPIFF, 'jsonSchemaId') ?? message.getAttribute('jsonSchemaId');
  const file = files.find(({ name }) => named && [named, `${named}.json`].includes(shortName(name)));
  try {
    return file ? JSON.parse(file.text) : {};
  } catch {
    return {};
  }
}

function folderOf(name: string): string {
  return name.slice(0, Math.max(name.lastIndexOf('/'), 0));
}
