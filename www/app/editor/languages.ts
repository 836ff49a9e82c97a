/** Languages of the editor, each fetched when the first text needs it. */
import type { Extension } from '@codemirror/state';

export type Language = 'python' | 'javascript' | 'feel' | 'json' | 'markdown' | 'xml';

/** What people call them. */
export const NAMES: Record<Language, string> = {
  python: 'Python',
  javascript: 'JavaScript',
  feel: 'FEEL',
  json: 'JSON',
  markdown: 'Markdown',
  xml: 'XML',
};

const LOADERS: Record<Language, () => Promise<Extension>> = {
  python: async () => (await import('@codemirror/lang-python')).python(),
  javascript: async () => (await import('@codemirror/lang-javascript')).javascript(),
  feel: async () => (await import('lang-feel')).feel(),
  json: async () => (await import('@codemirror/lang-json')).json(),
  xml: async () => (await import('@codemirror/lang-xml')).xml(),
  markdown: async () => (await import('@codemirror/lang-markdown')).markdown(),
};

export function loadLanguage(language: Language): Promise<Extension> {
  return LOADERS[language]();
}
