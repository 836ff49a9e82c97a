/**
 * The engine behind the page: fetched into a Worker, given the files, and given up for another one when the profile changes.
 * What its session tells becomes the state of the page.
 */

import type { EngineWorkspace } from '../../bpmn-js/session/contract.ts';
import { Session, type SessionHost } from '../../bpmn-js/session/Session.ts';
import type { Diagrams } from '../canvas/Diagrams.ts';
import { Drafts } from '../editor/Drafts.ts';
import type { TextProblem } from '../editor/places.ts';
import { fillIn } from '../editor/templates.ts';
import type { PeopleBook } from '../people/PeopleBook.ts';
import type { Scheduler } from '../schedule/Scheduler.ts';
import type { Services } from '../services/Services.ts';
import type { Keeping } from './Keeping.ts';
import { messageOf } from './message.ts';
import type { Store } from './Store.ts';
import type { Edited, Profile, State } from './state.ts';

/** What is given to the engine, and what is drawn of it. */
export interface EngineParts {
  readonly diagrams: Diagrams;
  readonly services: Services;
  readonly people: PeopleBook;
  readonly schedule: Scheduler;
  readonly keeping: Keeping;
}

export class Engine {
  #session: Session | undefined;
  #drafts: Drafts | undefined;
  /** Ends hearing the session: late answers of an engine that was given up are not those of the next one. */
  #deafen = () => {};
  #ready: Promise<void> = Promise.resolve();
  /** The profile of the engine that is there. */
  #profile: Profile | undefined;

  constructor(
    private readonly store: Store,
    private readonly parts: EngineParts,
  ) {}

  get session(): Session | undefined {
    return this.#session;
  }

  /** Resolves when the engine is there, or has failed to come. */
  get ready(): Promise<void> {
    return this.#ready;
  }

  /** Fetches the engine once the breakpoints are known; resolves when it is there, or has failed to come. */
  connect(breakpoints: Promise<readonly string[]>): Promise<void> {
    this.#ready = breakpoints.then((known) => this.#connect(known));
    return this.#ready;
  }

  /** Gives up the engine for one of another profile. */
  setProfile(profile: Profile): Promise<void> {
    this.store.set({ profile, engine: 'loading' });
    // One connection after the other: the engine may still be loading for the profile before.
    this.#ready = this.#ready.then(() => this.#reconnect());
    return this.#ready;
  }

  /** What every run is given. */
  host(): SessionHost {
    const { people } = this.parts;
    return {
      ...(people.people && { people: people.people }),
      ...(people.as && { identity: people.as }),
      arena: this.store.state.profile === 'spiffworkflow',
    };
  }

  /** A run that cannot go over to the edited diagram, or is kept from it, is behind; that is told. */
  noteStale(): void {
    const stale = this.#session?.behind ?? false;
    if (stale !== this.store.state.stale) this.store.set({ stale });
  }

  /** What is wrong with a text that is being edited; undefined when a newer question was asked meanwhile. */
  async check(text: string, { language, kind, data }: Edited): Promise<readonly TextProblem[] | undefined> {
    if (kind === 'script' || kind === 'expression') return this.#drafts?.check(text, language, kind);
    return kind === 'markdown' && this.#session ? (await fillIn(this.#session, text, data)).problems : [];
  }

  /** A text as people will read it, with the data of the run where there is one. */
  async preview(text: string, { data }: Edited): Promise<string> {
    return this.#session && data ? (await fillIn(this.#session, text, data)).text : text;
  }

  async #reconnect(): Promise<void> {
    // The engine that was on its way has come with this profile.
    if (this.#profile === this.store.state.profile) return this.store.set({ engine: 'ready' });
    this.#profile = undefined;
    await this.parts.schedule.disconnect();
    await this.#session?.end();
    this.#deafen();
    this.parts.diagrams.dropAll();
    const { connection, breakpoints } = this.store.state;
    this.store.set({ engine: 'loading', connection: connection + 1 });
    await this.#connect(breakpoints);
  }

  async #connect(breakpoints: readonly string[]): Promise<void> {
    const { services, schedule, keeping } = this.parts;
    const { profile } = this.store.state;
    try {
      const { http, load } = await import('signalbox');
      const signalbox = await load({ worker: true });
      const workspace = await signalbox.workspace({ profile });
      // Nobody is to start anything on an engine that is given up at once.
      if (profile !== this.store.state.profile) return signalbox.terminate();
      this.#profile = profile;
      this.#drafts = new Drafts(async (): Promise<EngineWorkspace> => signalbox.workspace());
      services.connect(workspace.connectors, { http: http(), expecting: workspace });
      await this.#bind(new Session(workspace), breakpoints);
      await schedule.connect(workspace, await keeping.storage.schedule()).catch(this.store.report);
      this.store.set({ engine: 'ready' });
    } catch (error) {
      this.store.set({ engine: 'failed', engineError: messageOf(error) });
    }
  }

  async #bind(session: Session, breakpoints: readonly string[]): Promise<void> {
    this.#session = session;
    session.host = () => this.host();
    session.asksFirst(() => this.parts.diagrams.tell());
    this.#listen(session);
    this.store.set({ tests: session.tests.view });
    session.setBreakpoints(breakpoints);
    await session.putAll(this.store.state.files.filter(({ binary }) => !binary));
    this.parts.diagrams.connect(session);
    void session.workspace
      .ready()
      .then(() => session.validate())
      .catch(this.store.report);
  }

  #listen(session: Session): void {
    const { store } = this;
    const ends = [
      session.on('problems', (problems) => {
        store.set({ problems, fileInfos: session.files, processes: session.processes });
        this.parts.schedule.edited();
      }),
      session.on('busy', (busy) => store.set({ busy })),
      session.on('following', (following) => store.set({ following })),
      session.on('breakpoints', (breakpoints) => {
        store.set({ breakpoints });
        this.parts.keeping.soon();
      }),
      session.on('difference', (difference) => store.set({ difference })),
      session.on('rebind', () => this.noteStale()),
      session.on('failed', store.report),
      session.on('branches', (branches) =>
        store.set({ branches: branches.length, branch: session.branch ? branches.indexOf(session.branch) : -1 }),
      ),
      session.on('run', (view) => this.#onRun(view)),
      session.on('tests', (tests) => store.set({ tests })),
    ];
    this.#deafen = () => {
      for (const end of ends) end();
    };
  }

  #onRun(view: State['view']): void {
    // The first look at a run: a started, restarted or restored one.
    this.store.set({
      view,
      ...(this.store.state.view ? {} : { side: 'inspect' }),
      ...(view ? {} : { task: undefined, side: 'properties' }),
    });
    this.noteStale();
    this.parts.keeping.runSoon();
  }
}
