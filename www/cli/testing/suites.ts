/**
 * The tests of folders: which there are, and the workspaces they run in. A test sees the diagrams of its folder and below,
 * and what these call from elsewhere in the folders given.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { ProcessInfo, Signalbox, TestInfo, TestResult, Workspace, WorkspaceOptions } from 'signalbox';
import { UsageError } from '../command.js';
import { expand, putFiles } from '../files.js';

/** Larger JSON files are data, no tests. */
const MOST_BYTES = 4_000_000;

export type Options = Pick<WorkspaceOptions, 'profile' | 'language'>;

/** Everything below the paths, read once to know what is where. */
export class Suites {
  readonly #signalbox: Signalbox;
  readonly #options: Options;
  readonly #models: string[];
  readonly #tests: string[];
  readonly #chosen: string[];
  /** All diagrams together. */
  readonly index: Workspace;
  readonly #homes: ReadonlyMap<string, ProcessInfo>;

  constructor(signalbox: Signalbox, paths: string[], options: Options) {
    this.#signalbox = signalbox;
    this.#options = options;
    const chosen = paths.map((path) => path.replace(/[/\\]+$/, '') || path);
    this.#models = [...new Set(expand(chosen.map(folderFor)))];
    this.#tests = [...new Set(chosen.flatMap(jsonFiles))].filter(isTest);
    this.index = signalbox.workspace(given(options));
    putFiles(this.index, this.#models);
    this.#homes = new Map(this.index.processes().map((process) => [process.id, process]));
    this.#chosen = chosen;
  }

  /** Runs every test, folder by folder; tells each result as it comes. */
  async run(tell: (result: TestResult) => void): Promise<TestResult[]> {
    const results: TestResult[] = [];
    for (const folder of this.#folders()) {
      for (const options of this.#optionsIn(folder)) {
        const workspace = this.#open(folder, options);
        for (const test of this.#testsOf(workspace, folder, options)) {
          const found = (await workspace.test(test.id)).results;
          found.forEach(tell);
          results.push(...found);
        }
        workspace.close();
      }
    }
    return results;
  }

  #folders(): string[] {
    const diagrams = this.#models.filter((file) => file.endsWith('_test.bpmn'));
    const scripts = this.index.unitTests().map(({ file }) => file);
    return [...new Set([...this.#tests, ...diagrams, ...scripts].map((file) => dirname(file)))].sort();
  }

  // Recordings name their own options; everything else is SpiffArena's and runs as it would there.
  #optionsIn(folder: string): WorkspaceOptions[] {
    const recorded = this.#tests.filter((file) => dirname(file) === folder).flatMap((file) => optionsOf(file) ?? []);
    const all = [this.#plain(), ...recorded].map((options) => JSON.stringify(given(options)));
    return [...new Set(all)].map((text) => JSON.parse(text));
  }

  #plain(): WorkspaceOptions {
    return { profile: 'spiffworkflow', ...this.#options };
  }

  #testsOf(workspace: Workspace, folder: string, options: WorkspaceOptions): TestInfo[] {
    const same = (other: WorkspaceOptions) => JSON.stringify(given(other)) === JSON.stringify(given(options));
    const here = workspace.tests().filter((test) => dirname(test.file) === folder && this.#isWanted(workspace, test));
    return here.filter(({ file, kind }) => same(kind === 'recording' ? (optionsOf(file) ?? {}) : this.#plain()));
  }

  // A diagram that is named stands for its own tests, a file with tests for itself.
  #isWanted(workspace: Workspace, { file, process, kind }: TestInfo): boolean {
    const homes = workspace.processes().filter(({ id }) => id === process);
    const about = new Set([file, ...homes.map((home) => home.file)]);
    if (kind === 'processModel') about.add(file.replace(/(^|[/\\])test_([^/\\]+)\.json$/, '$1$2.bpmn'));
    const below = (path: string) => statSync(path).isDirectory() && resolve(file).startsWith(join(resolve(path), '/'));
    return this.#chosen.some((path) => about.has(path) || below(path));
  }

  #open(folder: string, options: WorkspaceOptions): Workspace {
    const workspace = this.#signalbox.workspace(given(options));
    const below = this.#models.filter((file) => file.startsWith(`${folder === '.' ? '' : `${folder}/`}`));
    putFiles(workspace, below);
    for (const file of [...this.#tests.filter((test) => dirname(test) === folder), ...settings(folder)])
      workspace.put(file, readFileSync(file, 'utf8'));
    this.#putCalled(workspace);
    return workspace;
  }

  // Brings in the files of called processes until none is missing that is known.
  #putCalled(workspace: Workspace): void {
    for (;;) {
      const known = new Set(workspace.processes().map(({ id }) => id));
      const called = workspace.processes().flatMap(({ calls }) => calls);
      const files = called.filter((id) => !known.has(id)).flatMap((id) => this.#homes.get(id)?.file ?? []);
      const missing = [...new Set(files)].filter((file) => workspace.text(file) === null);
      if (missing.length === 0) return;
      putFiles(workspace, missing);
    }
  }
}

const isModel = (path: string) => /\.(bpmn|bpmn2|dmn|xml)$/i.test(path);

// A file is seen with its neighbours.
function folderFor(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new UsageError(`There is no file "${path}".`);
  return found.isDirectory() ? path : dirname(path);
}

function jsonFiles(path: string): string[] {
  if (!statSync(path).isDirectory()) return isModel(path) ? jsonFiles(dirname(path)) : [path];
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.json'));
  return files
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes('node_modules'))
    .sort();
}

function isTest(file: string): boolean {
  if (/(^|[/\\])test_[^/\\]+\.json$/.test(file)) return true;
  if (statSync(file).size > MOST_BYTES) return false;
  const text = readFileSync(file, 'utf8');
  return text.includes('"pendingTaskStack"') || /"signalbox":\s*"recording"/.test(text);
}

// The options a recording was made with; undefined for any other file.
function optionsOf(file: string): WorkspaceOptions | undefined {
  try {
    const content = JSON.parse(readFileSync(file, 'utf8'));
    return content.signalbox === 'recording' ? (content.workspace ?? {}) : undefined;
  } catch {
    return undefined;
  }
}

function settings(folder: string): string[] {
  const file = join(folder, 'process_model.json');
  return statSync(file, { throwIfNoEntry: false }) ? [file] : [];
}

function given(options: WorkspaceOptions): WorkspaceOptions {
  const { profile = 'bpmn', language = 'javascript', dialect } = options;
  return { profile, language, ...(dialect && { dialect }) };
}
