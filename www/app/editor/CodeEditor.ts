/** A CodeMirror editor for one text: colours, problems in place, variables to complete. */
import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { type Language, loadLanguage } from './languages.ts';
import type { TextProblem } from './places.ts';
import { theme } from './theme.ts';

export interface CodeOptions {
  value: string;
  label: string;
  language: Language;
  /** With line numbers and room; else a field among others. */
  large: boolean;
  /** Told after each change that a person makes. */
  typed(value: string): void;
  /** Told when the person leaves it, or asks for a command of the page. */
  left?(): void;
  /** Names that can be completed. */
  variables(): readonly string[];
}

const SEVERITIES = { error: 'error', warning: 'warning', information: 'info', hint: 'hint' } as const;

export class CodeEditor {
  readonly #view: EditorView;
  readonly #language = new Compartment();
  #shown: Language | undefined;
  #quiet = false;

  constructor(
    place: HTMLElement,
    private readonly options: CodeOptions,
  ) {
    const state = EditorState.create({ doc: options.value, extensions: this.#extensions() });
    this.#view = new EditorView({ parent: place, state });
    this.setLanguage(options.language);
  }

  get value(): string {
    return this.#view.state.doc.toString();
  }
  /** Another text, which nobody typed. */
  set value(value: string) {
    if (value === this.value) return;
    this.#quiet = true;
    this.#view.dispatch({ changes: { from: 0, to: this.#view.state.doc.length, insert: value } });
    this.#quiet = false;
  }

  setLanguage(language: Language): void {
    if (language === this.#shown) return;
    this.#shown = language;
    void loadLanguage(language).then((extension) => {
      if (this.#shown === language) this.#view.dispatch({ effects: this.#language.reconfigure(extension) });
    });
  }

  show(problems: readonly TextProblem[]): void {
    const { length } = this.#view.state.doc;
    const marks = problems.map(({ from, to, severity, message, help }) => {
      const start = Math.min(from, length);
      return {
        from: start === length && start === to ? Math.max(start - 1, 0) : start,
        to: Math.min(Math.max(to, start), length),
        severity: SEVERITIES[severity],
        message: help ? `${message}\n${help}` : message,
      };
    });
    this.#view.dispatch(setDiagnostics(this.#view.state, marks));
  }

  /** The number of the line at an offset, from 1. */
  lineAt(offset: number): number {
    return this.#view.state.doc.lineAt(Math.min(offset, this.#view.state.doc.length)).number;
  }

  goTo(offset: number): void {
    this.#view.dispatch({ selection: { anchor: Math.min(offset, this.#view.state.doc.length) }, scrollIntoView: true });
    this.focus();
  }

  focus(): void {
    this.#view.focus();
  }

  destroy(): void {
    this.#view.destroy();
  }

  #extensions(): Extension[] {
    const { large, label, language } = this.options;
    const spacious = [lineNumbers(), highlightActiveLine(), lintGutter(), keymap.of([indentWithTab])];
    return [
      theme,
      this.#language.of([]),
      history(),
      drawSelection(),
      bracketMatching(),
      indentOnInput(),
      indentUnit.of(language === 'python' ? '    ' : '  '),
      ...(language === 'markdown' ? [] : [closeBrackets()]),
      autocompletion({ override: [(context) => this.#complete(context)] }),
      keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap]),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged && !this.#quiet) this.options.typed(this.value);
      }),
      this.#events(),
      ...(large ? spacious : []),
    ];
  }

  /** Keys of the diagram stay with the diagram; whoever leaves or gives a command has finished typing. */
  #events(): Extension {
    return EditorView.domEventHandlers({
      blur: () => this.options.left?.(),
      keydown: (event) => {
        if (event.ctrlKey || event.metaKey) this.options.left?.();
        return false;
      },
    });
  }

  #complete(context: CompletionContext): CompletionResult | null {
    const word = context.matchBefore(/[\p{L}_$][\p{L}\p{N}_$]*/u);
    if (!word && !context.explicit) return null;
    const known = new Set([...this.options.variables(), ...wordsOf(this.value, word?.text)]);
    const options = [...known].map((label) => ({ label, type: 'variable' }));
    return options.length > 0 ? { from: word?.from ?? context.pos, options, validFor: /^[\p{L}\p{N}_$]*$/u } : null;
  }
}

/** Names that the text itself has, but for the one that is being typed. */
function wordsOf(text: string, typed = ''): string[] {
  const words: string[] = text.match(/[\p{L}_$][\p{L}\p{N}_$]{2,}/gu) ?? [];
  return words.filter((word, at) => word !== typed || words.indexOf(word) !== at);
}
