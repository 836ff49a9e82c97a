/** What the engine knows of a text of the diagram: its language, its problems, and the variables at its place. */
import type { Data } from 'signalbox';
import type { EditableText } from '../../bpmn-js/spiffworkflow/TextEditor.ts';
import type { Workbench } from '../workbench/Workbench.ts';
import { jsonProblems } from './json.ts';
import type { Language } from './languages.ts';
import { problemsIn, type TextProblem } from './places.ts';

/** The part of an editable text that tells which it is. */
export type TextName = Pick<EditableText, 'element' | 'role' | 'kind'>;

/** Extensions of SpiffWorkflow are Python whatever the workspace says. */
const PYTHON = /^(preScript|postScript|parameter|metadata|payload|retrieval|match)/;

export class TextSource {
  /** What the flow before elements was last seen to set. */
  readonly #known = new Map<string, readonly string[]>();

  constructor(
    private readonly workbench: Workbench,
    private readonly file: string,
  ) {}

  /** The language of a text as far as it can be told without asking the engine. */
  language({ element, role, kind }: TextName): Language {
    if (kind === 'json' || kind === 'markdown') return kind;
    const format = String(element.businessObject.get('scriptFormat') ?? '').replace(/^.*\//, '');
    if (role === 'script' && isLanguage(format)) return format;
    return PYTHON.test(role) || this.workbench.state.profile === 'spiffworkflow' ? 'python' : 'javascript';
  }

  /** The language and the problems of a text that the engine has. */
  async look(name: TextName, value: string): Promise<{ language: Language; problems: TextProblem[] } | undefined> {
    if (name.kind === 'json') return { language: 'json', problems: await jsonProblems(value) };
    const { session } = this.workbench;
    await this.#learn(name.element.id).catch(() => undefined);
    const text = value.trim();
    if (name.kind === 'markdown' || !session || !text) return undefined;
    const described = await session.workspace.describe(name.element.id, this.file);
    const alike = described?.texts.filter((known) => known.text === text) ?? [];
    const info = alike.find(({ role }) => role === name.role) ?? alike[0];
    const source = this.workbench.state.files.find((known) => known.name === this.file)?.text;
    if (!info || source === undefined) return undefined;
    const here = session.problems.filter((problem) => problem.file === this.file);
    return { language: info.language, problems: problemsIn(source, info, here, value) };
  }

  /** Names that the flow before the element sets, the nearest first; those that a run has there, or has at all. */
  variables(element: string): readonly string[] {
    void this.#learn(element).catch(() => undefined);
    const flow = this.#known.get(element) ?? [];
    return [...new Set([...flow, ...this.#ofRun(element)])];
  }

  async #learn(element: string): Promise<void> {
    const known = await this.workbench.session?.workspace.variables(element, this.file);
    this.#known.set(element, known?.map(({ name }) => name) ?? []);
  }

  #ofRun(element: string): string[] {
    const view = this.workbench.state.view;
    if (!view) return [];
    const here = view.tasks.filter((task) => task.element === element);
    const data = (here.length > 0 ? here : view.tasks).flatMap((task) => Object.keys(task.data ?? {}));
    const objects = view.dataObjects.map(({ id }) => id);
    return [...new Set([...data, ...Object.keys(view.info.data ?? {}), ...objects])].sort();
  }

  /** The data of the latest task of an element in the run. */
  data(element: string | undefined): Data | undefined {
    const tasks = this.workbench.state.view?.tasks ?? [];
    return (
      tasks.filter((task) => task.element === element).at(-1)?.data ?? this.workbench.state.view?.info.data ?? undefined
    );
  }

  /** Tells when problems are known anew. */
  onProblems(listener: () => void): () => void {
    return this.workbench.session?.on('problems', listener) ?? (() => undefined);
  }
}

function isLanguage(name: string): name is 'python' | 'javascript' | 'feel' {
  return ['python', 'javascript', 'feel'].includes(name);
}
