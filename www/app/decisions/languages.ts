/** The languages of a file's texts for dmn-js: which there are, and which one a text is in that names none. */
import type Modeler from 'dmn-js/lib/Modeler';

interface Option {
  readonly value: string;
  readonly label: string;
}

export const LANGUAGES: readonly Option[] = [
  { value: 'feel', label: 'FEEL' },
  { value: 'python', label: 'Python' },
  { value: 'javascript', label: 'JavaScript' },
];

/** The language that a name means, as the engine reads it; the name itself where it knows none. */
export function languageNamed(name: string): string {
  const plain = name.trim().toLowerCase();
  if (/(^|\/)(python3?|x-python|py)$/.test(plain)) return 'python';
  if (/(^|\/)(javascript|ecmascript|js|x-javascript)$/.test(plain)) return 'javascript';
  return plain.includes('feel') ? 'feel' : name;
}

/** The language of texts that name none: what the file says, else what the workspace takes. */
export function defaultLanguage(editor: Modeler, workspace: string): string {
  const named = editor.getDefinitions()?.get('expressionLanguage');
  return typeof named === 'string' && named ? languageNamed(named) : workspace;
}

/** dmn-js' service of that name, which would take FEEL for every text that names no language. */
export class ExpressionLanguages {
  static $inject = ['_parent', 'config.workspaceLanguage'];

  constructor(
    private readonly editor: Modeler,
    private readonly workspace: () => string,
  ) {}

  getAll(): readonly Option[] {
    return LANGUAGES;
  }

  getDefault(): Option {
    const value = defaultLanguage(this.editor, this.workspace());
    return LANGUAGES.find((known) => known.value === value) ?? { value, label: value };
  }

  getLabel(name: string | undefined): string | undefined {
    return LANGUAGES.find(({ value }) => value === name)?.label ?? name;
  }
}

interface Bus {
  on(event: string, priority: number, listener: () => unknown): void;
}

/** Keeps the small editors for numbers, texts and dates away from texts that are not in FEEL: they write FEEL. */
export class SimpleEditing {
  static $inject = ['eventBus', 'expressionLanguages'];

  constructor(bus: Bus, languages: ExpressionLanguages) {
    bus.on('simpleMode.open', 5000, () => (languages.getDefault().value === 'feel' ? undefined : false));
  }
}
