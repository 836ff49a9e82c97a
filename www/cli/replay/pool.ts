/** Plays scenarios in worker threads: one that hangs is ended with its thread and counts as failed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { load, type Signalbox, SignalboxError } from 'signalbox';
import { explain } from './explain.js';
import { Player } from './player.js';
import { type Entry, Mismatch, type Outcome, type Scenario, type Switches } from './scenario.js';

interface Job {
  folder: string;
  profile: 'bpmn' | 'spiffworkflow';
}

/** What a thread is asked: to play this scenario, with these switches set otherwise. */
interface Question {
  file: string;
  switches: Switches;
}

interface Settings extends Job {
  jobs: number;
  /** Milliseconds that one scenario may take. */
  limit: number;
  /** Find the switches that explain a failure. */
  explain: boolean;
}

/** Plays all entries and tells each outcome as it comes. */
export async function playAll(
  entries: Entry[],
  settings: Settings,
  told: (outcome: Outcome) => void,
): Promise<Outcome[]> {
  const outcomes = new Map<Entry, Outcome>();
  const queue = [...entries];
  const lanes = Array.from({ length: Math.max(1, Math.min(settings.jobs, entries.length)) }, async () => {
    const player = new Thread(settings);
    for (let entry = queue.shift(); entry; entry = queue.shift()) {
      const reason = await player.play(entry.file);
      const outcome: Outcome = { name: entry.name, features: entry.features, passed: reason === '', reason };
      if (reason !== '' && settings.explain) {
        const passes = async (switches: Switches) => (await player.play(entry.file, switches)) === '';
        const explanation = await explain(passes);
        if (explanation) outcome.explanation = explanation;
      }
      outcomes.set(entry, outcome);
      told(outcome);
    }
    player.end();
  });
  await Promise.all(lanes);
  return entries.flatMap((entry) => outcomes.get(entry) ?? []);
}

/** A thread that plays one scenario after the other; replaced when it hangs or dies. */
class Thread {
  readonly #settings: Settings;
  #worker: Worker | undefined;
  /** Resolves when the thread can begin, or has failed to: what it costs to come is no scenario's. */
  #ready: Promise<unknown> = Promise.resolve();

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** The reason of failure, empty when the scenario passes. */
  async play(file: string, switches: Switches = {}): Promise<string> {
    const worker = this.#worker ?? this.#start();
    await this.#ready;
    return new Promise((resolve) => {
      const end = (reason: string, dead: boolean) => {
        clearTimeout(timer);
        worker.off('message', answered).off('error', failed).off('exit', ended);
        if (dead) this.end();
        resolve(reason);
      };
      const answered = ({ reason, dead }: { reason: string; dead: boolean }) => end(reason, dead);
      const failed = (error: unknown) => end(`crashed: ${error instanceof Error ? error.message : error}`, true);
      const ended = (code: number) => end(`crashed: the thread ended with ${code}`, true);
      const late = () => end(`hung: no end within ${this.#settings.limit / 1000} s`, true);
      const timer = setTimeout(late, this.#settings.limit);
      worker.on('message', answered).on('error', failed).on('exit', ended);
      worker.postMessage({ file, switches } satisfies Question);
    });
  }

  end(): void {
    void this.#worker?.terminate();
    this.#worker = undefined;
  }

  #start(): Worker {
    const { folder, profile } = this.#settings;
    const worker = new Worker(new URL(import.meta.url), { workerData: { folder, profile } satisfies Job });
    this.#ready = new Promise((resolve) => void worker.once('message', resolve).once('error', resolve));
    this.#worker = worker;
    return worker;
  }
}

/** The thread's side; does nothing in the main thread. Returns whether this is a thread of the pool. */
export function serveThread(): boolean {
  if (isMainThread || !parentPort) return false;
  const port = parentPort;
  const job = workerData as Job;
  const loading = loadWithPython();
  void loading.then(() => port.postMessage('ready'));
  port.on('message', async (question: Question) => port.postMessage(await verdict(await loading, job, question)));
  return true;
}

// Nearly every scenario has scripts in Python; its interpreter is made before the first of them is timed.
async function loadWithPython(): Promise<Signalbox> {
  const signalbox = await load();
  const workspace = signalbox.workspace();
  workspace.put('warm.bpmn', WARM);
  await workspace.ready();
  workspace.close();
  return signalbox;
}

const WARM = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="warm">
  <scriptTask id="script" scriptFormat="python"><script>x = 1</script></scriptTask></process></definitions>`;

async function verdict(
  signalbox: Signalbox,
  { folder, profile }: Job,
  { file, switches }: Question,
): Promise<{ reason: string; dead: boolean }> {
  try {
    const scenario: Scenario = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    await new Player(signalbox, folder, profile).play(scenario, switches);
    return { reason: '', dead: false };
  } catch (error) {
    return { reason: reasonOf(error), dead: error instanceof SignalboxError && error.code === 'engine/crashed' };
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof Mismatch) return error.message;
  if (error instanceof SignalboxError) return `${error.code}: ${error.message}`;
  return `replay: ${error instanceof Error ? (error.stack ?? error.message) : error}`;
}
