/** The tests of a workspace under a person's hands: which there are, what came of them, and what they came through. */
import type { EngineWorkspace } from './contract.js';
import type { Coverage, TestInfo, TestResult } from './types.js';

/** How the tests stand. */
export interface TestView {
  /** Undefined until they were looked for. */
  readonly tests: readonly TestInfo[] | undefined;
  readonly results: ReadonlyMap<string, TestResult>;
  /** The test that runs now. */
  readonly running: string | undefined;
  /** Tests that wait for their turn. */
  readonly left: number;
  /** What the tests with a result came through. */
  readonly coverage: Coverage | undefined;
  /** Whether diagrams show it. */
  readonly covers: boolean;
  /** Whether a file changed since the last results. */
  readonly stale: boolean;
}

export const NO_TESTS: TestView = {
  tests: undefined,
  results: new Map(),
  running: undefined,
  left: 0,
  coverage: undefined,
  covers: false,
  stale: false,
};

export class Tests {
  #view = NO_TESTS;
  #stop = false;

  constructor(
    private readonly workspace: EngineWorkspace,
    private readonly changed: (view: TestView) => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  get view(): TestView {
    return this.#view;
  }

  /** Looks for tests again; results of tests that are gone are dropped. */
  async refresh(): Promise<void> {
    await this.#guard(async () => {
      const tests = await this.workspace.tests();
      const ids = new Set(tests.map(({ id }) => id));
      const results = new Map([...this.#view.results].filter(([id]) => ids.has(id)));
      this.#set({ tests, results });
    });
  }

  /** A file changed: results may be out of date. */
  outdate(): void {
    if (this.#view.results.size > 0 && !this.#view.stale) this.#set({ stale: true });
  }

  /** Runs these tests, or all, one after the other. */
  async run(ids?: readonly string[]): Promise<void> {
    if (this.#view.running !== undefined) return;
    await this.#guard(async () => {
      await this.refresh();
      const wanted = (this.#view.tests ?? []).map(({ id }) => id).filter((id) => ids?.includes(id) ?? true);
      this.#stop = false;
      if (!ids) this.#set({ results: new Map(), stale: false });
      for (const [at, id] of wanted.entries()) {
        if (this.#stop) break;
        await this.#runOne(id, wanted.length - at - 1);
      }
    });
    this.#set({ running: undefined, left: 0 });
    await this.#guard(async () => {
      this.#set({ coverage: await this.workspace.coverage([...this.#view.results.values()]) });
    });
  }

  /** Ends after the test that runs now. */
  stop(): void {
    this.#stop = true;
  }

  /** Shows on diagrams what tests came through, or no longer. */
  cover(covers: boolean): void {
    this.#set({ covers });
  }

  async #runOne(id: string, left: number): Promise<void> {
    this.#set({ running: id, left });
    const { results } = await this.workspace.test(id);
    this.#set({ results: new Map([...this.#view.results, ...results.map((result) => [id, result] as const)]) });
  }

  async #guard(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.failed(error);
    }
  }

  #set(change: Partial<TestView>): void {
    this.#view = { ...this.#view, ...change };
    this.changed(this.#view);
  }
}
