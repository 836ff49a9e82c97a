/** Plays one scenario of the corpus on the engine. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Run, type Signalbox, SignalboxError, type Task, type Workspace } from 'signalbox';
import { equal, same, sameMultiset } from './compare.js';
import { checkExpectation } from './expect.js';
import { hostOf, type ScenarioHost } from './host.js';
import {
  type ExpectedError,
  Mismatch,
  type Operation,
  type Scenario,
  type Selection,
  type Step,
  type Switches,
} from './scenario.js';

/** What an operation that failed says of itself, in the corpus's words. */
interface Failure {
  kind: string;
  element: string | null;
  code: string;
  message: string;
}

export class Player {
  readonly #signalbox: Signalbox;
  readonly #folder: string;
  readonly #profile: 'bpmn' | 'spiffworkflow';

  constructor(signalbox: Signalbox, folder: string, profile: 'bpmn' | 'spiffworkflow') {
    this.#signalbox = signalbox;
    this.#folder = folder;
    this.#profile = profile;
  }

  /** Plays a scenario, with these switches of semantics set otherwise; throws a `Mismatch` when it fails. */
  async play(scenario: Scenario, semantics: Switches = {}): Promise<void> {
    const { dialect = 'spiff', expressionLanguage: language = 'python' } = scenario;
    const workspace = this.#signalbox.workspace({ profile: this.#profile, dialect, language, semantics });
    try {
      for (const model of scenario.models) workspace.put(model, readFileSync(join(this.#folder, model)));
      if (scenario.kind === 'validation') await checkRefused(workspace, scenario);
      else if (scenario.kind === 'decision') await playDecision(workspace, scenario);
      else await new Game(workspace, scenario).play();
    } finally {
      workspace.close();
    }
  }
}

// The models must be refused: by an error of validation, or when the process is started.
async function checkRefused(workspace: Workspace, { process }: Scenario): Promise<void> {
  await workspace.ready();
  if (workspace.validate().some((diagnostic) => diagnostic.severity === 'error')) return;
  const refused =
    process !== undefined &&
    (await workspace.start(process).then(
      () => false,
      () => true,
    ));
  if (!refused) throw new Mismatch('the models were accepted');
}

// Each case of a decision gives its outputs or fails.
async function playDecision(
  workspace: Workspace,
  { decision = '', globals = {}, now, cases = [] }: Scenario,
): Promise<void> {
  const options = { globals, now: Date.parse(now ?? '1970-01-01') };
  for (const [at, { input, output = {}, error = false }] of cases.entries()) {
    const outcome = await workspace.decide(decision, input, options).then(
      ({ outputs }) => ({ outputs }),
      (thrown: unknown) => ({ thrown }),
    );
    if ('thrown' in outcome && !error) throw new Mismatch(`case ${at}: ${String(outcome.thrown)}`);
    if (!('thrown' in outcome) && error) throw new Mismatch(`case ${at}: expected an error`);
    if ('outputs' in outcome) same(`case ${at}`, output, outcome.outputs);
  }
}

/** One process scenario being played. */
class Game {
  readonly #workspace: Workspace;
  readonly #scenario: Scenario;
  readonly #host: ScenarioHost;
  #run: Run | undefined;

  constructor(workspace: Workspace, scenario: Scenario) {
    this.#workspace = workspace;
    this.#scenario = scenario;
    this.#host = hostOf(scenario);
  }

  async play(): Promise<void> {
    const steps = this.#scenario.steps ?? [];
    for (const [at, step] of steps.entries()) {
      const ended = await this.#inContext(at, step, () => this.#playStep(step, steps[at + 1]));
      if (ended) break;
    }
    const calls = this.#host.calls.map(({ operator, params }) => ({ operator, params }));
    sameMultiset('calls', this.#scenario.expect_calls ?? [], calls);
  }

  async #inContext(at: number, step: Step, play: () => Promise<boolean>): Promise<boolean> {
    try {
      return await play();
    } catch (error) {
      if (error instanceof Mismatch) throw new Mismatch(`step ${at} ${step.op}: ${error.message}`);
      throw error;
    }
  }

  // Returns true when the scenario ends here, after an expected error.
  async #playStep(step: Step, next: Step | undefined): Promise<boolean> {
    if (step.op === 'expect') checkExpectation(this.#running(), step);
    if (step.op === 'expect' || step.op === 'expect_error') return false;
    const failure = await this.#attempt(step);
    if (next?.op === 'expect_error') return checkFailure(next, failure);
    if (failure)
      throw new Mismatch(`${failure.code}${failure.element ? ` (${failure.element})` : ''}: ${failure.message}`);
    return false;
  }

  async #attempt(step: Operation): Promise<Failure | undefined> {
    try {
      await this.#do(step);
    } catch (error) {
      if (!(error instanceof SignalboxError)) throw error;
      return thrownFailure(error, step);
    }
    const [incident] = this.#run?.info().incidents ?? [];
    if (!incident) return undefined;
    const { code, element, message } = incident.diagnostic;
    return { kind: incident.kind, element, code, message };
  }

  async #do(step: Operation): Promise<void> {
    if (step.op === 'start') {
      this.#run = await this.#start(step.data);
      return;
    }
    const run = this.#running();
    switch (step.op) {
      case 'run':
        return void (isOver(run) || run.continue());
      case 'complete':
        return void run.complete(this.#select(step, isReadyForPerson).id, step.data ?? {});
      case 'set_data':
        return void run.edit(this.#select(step, isActive).id, step.data ?? {});
      case 'reset_to':
        return void run.reset(this.#select(step, () => true).id, step.data);
      case 'advance':
        return void run.advance(step.seconds * 1000);
      case 'cancel_workflow':
        return void run.cancel();
      case 'save_restore':
        return this.#saveAndRestore(run);
      default:
        return this.#send(run, step);
    }
  }

  #start(data: object = {}): Promise<Run> {
    const { process, collaboration, now, globals = {}, dataStores = {} } = this.#scenario;
    const what = collaboration === undefined ? { process: process ?? '' } : { collaboration };
    const { connectors, functions } = this.#host;
    return this.#workspace.start(what, {
      data,
      globals,
      dataStores,
      connectors,
      functions,
      now: Date.parse(now ?? '1970-01-01'),
    });
  }

  #send(
    run: Run,
    { op, ...step }: Extract<Operation, { op: 'message' | 'signal' | 'escalation' | 'error' | 'cancel' }>,
  ): void {
    const { require = false, ...fields } = step;
    run.send({ type: op, ...fields }, { require });
  }

  async #saveAndRestore(run: Run): Promise<void> {
    const now = run.info().now;
    const saved = run.save();
    run.close();
    const { connectors, functions } = this.#host;
    this.#run = await this.#workspace.restore(saved, { connectors, functions, now });
  }

  #running(): Run {
    if (!this.#run) throw new Mismatch('nothing was started');
    return this.#run;
  }

  #select({ element, instance = 0, where }: Selection, eligible: (task: Task) => boolean): Task {
    const tasks = this.#running().tasks({ element, finished: true }).filter(eligible);
    const fits = ({ data }: Task) => Object.entries(where ?? {}).every(([key, value]) => equal(data[key], value));
    const found = (where && tasks.find(fits)) ?? tasks[instance];
    if (!found) throw new Mismatch(`no such task: ${element} (instance ${instance} of ${tasks.length})`);
    return found;
  }
}

function isOver(run: Run): boolean {
  return ['completed', 'terminated'].includes(run.status());
}

function isReadyForPerson({ state, manual }: Task): boolean {
  return state === 'READY' && manual;
}

function isActive({ state }: Task): boolean {
  return state === 'READY' || state === 'WAITING' || state === 'STARTED';
}

function thrownFailure({ code, message, diagnostics }: SignalboxError, step: Operation): Failure {
  const kind = code.endsWith('/not-waiting') ? 'not-waiting' : step.op === 'start' ? 'validation' : 'other';
  const first = diagnostics.find((diagnostic) => diagnostic.severity === 'error');
  return { kind, element: first?.element ?? null, code: first?.code ?? code, message: first?.message ?? message };
}

// Scripts, expressions and conditions may be counted as one kind.
const kinds = (kind: string) => (['expression', 'condition'].includes(kind) ? 'script' : kind);

// True when the scenario ends: after any error but `not-waiting`.
function checkFailure(expected: ExpectedError, failure: Failure | undefined): boolean {
  if (!failure) throw new Mismatch(`expected an error of kind ${expected.kind}, got none`);
  const sameKind = kinds(expected.kind) === kinds(failure.kind);
  const sameElement = expected.element === undefined || expected.element === failure.element;
  if (sameKind && sameElement) return expected.kind !== 'not-waiting';
  const got = `${failure.kind} at ${failure.element} (${failure.code}: ${failure.message})`;
  throw new Mismatch(`expected an error of kind ${expected.kind} at ${expected.element}, got ${got}`);
}
