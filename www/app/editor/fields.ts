/** Editors in the properties panel: what is typed reaches the diagram after a moment, problems stand below with their line. */
import type { EditableText, MountedText, TextEditor } from '../../bpmn-js/spiffworkflow/TextEditor.ts';
import type { CodeEditor } from './CodeEditor.ts';
import type { TextProblem } from './places.ts';
import type { TextSource } from './TextSource.ts';

/** Milliseconds of quiet before a change becomes one of the diagram. */
const PAUSE = 300;

export function fieldEditor(source: TextSource): TextEditor {
  return { mount: (place, text) => new FieldEditor(place, text, source) };
}

class FieldEditor implements MountedText {
  readonly #problems = document.createElement('div');
  readonly #stop: () => void;
  #editor: CodeEditor | undefined;
  /** What diagram and editor last agreed on. */
  #agreed: string;
  #timer = 0;
  #gone = false;

  constructor(
    private readonly place: HTMLElement,
    private readonly text: EditableText,
    private readonly source: TextSource,
  ) {
    this.#agreed = text.value;
    this.#problems.className = 'code-problems';
    this.#stop = source.onProblems(() => void this.#look());
    void this.#open();
  }

  update(value: string): void {
    if (value === this.#agreed) return;
    this.#agreed = value;
    if (this.#editor) this.#editor.value = value;
  }

  destroy(): void {
    this.#commit();
    this.#gone = true;
    this.#stop();
    this.#editor?.destroy();
  }

  /** The editor is fetched when it is first needed; until then the text can be read. */
  async #open(): Promise<void> {
    this.place.textContent = this.#agreed;
    const { CodeEditor } = await import('./CodeEditor.ts');
    if (this.#gone) return;
    this.place.textContent = '';
    this.#editor = new CodeEditor(this.place, {
      value: this.#agreed,
      label: this.text.label,
      language: this.source.language(this.text),
      large: false,
      typed: () => this.#wait(),
      left: () => this.#commit(),
      variables: () => this.source.variables(this.text.element.id),
    });
    this.place.append(this.#problems);
    await this.#look();
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#commit(), PAUSE);
  }

  #commit(): void {
    clearTimeout(this.#timer);
    const value = this.#editor?.value ?? this.#agreed;
    if (value === this.#agreed) return;
    this.#agreed = value;
    this.text.change(value);
  }

  async #look(): Promise<void> {
    const value = this.#agreed;
    const seen = await this.source.look(this.text, value).catch(() => undefined);
    if (this.#gone || !this.#editor || value !== this.#editor.value) return;
    if (seen) this.#editor.setLanguage(seen.language);
    this.#show(seen?.problems ?? []);
  }

  #show(problems: readonly TextProblem[]): void {
    const editor = this.#editor;
    if (!editor) return;
    editor.show(problems);
    this.#problems.replaceChildren(
      ...problems.map(({ from, severity, message }) => {
        const line = document.createElement('button');
        line.type = 'button';
        line.className = `code-problem code-problem--${severity}`;
        line.textContent = `Line ${editor.lineAt(from)}: ${message}`;
        line.addEventListener('click', () => editor.goTo(from));
        return line;
      }),
    );
  }
}
