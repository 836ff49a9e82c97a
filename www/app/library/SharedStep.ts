/**
 * One step that several files took together: an element has another id, wherever it is named. Where one of them takes it
 * back or does it again, the others follow: by their own history where nothing was done since, else by a step of their own.
 */
import type { Drawn } from '../canvas/Drawn.ts';
import type { Workbench } from '../workbench/Workbench.ts';

/** An element of a file that gets another id. */
export interface NewId {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** The text that a file is to have. */
export interface NewText {
  readonly file: string;
  readonly text: string;
}

/** One of the files, before and after the step. */
interface Member {
  readonly file: string;
  readonly before: string;
  readonly after: string;
  /** The editor in whose history it is a step; a file that was not shown has none. */
  readonly drawn?: Drawn | undefined;
}

export class SharedStep {
  readonly #members: Member[] = [];
  /** Whether it is done at present, and not taken back. */
  #done = true;
  #last: Promise<unknown> = Promise.resolve();

  /** `ask` tells the texts that files get by a new id, as they are now. */
  constructor(
    private readonly workbench: Workbench,
    readonly id: NewId,
    private readonly ask: (id: NewId) => Promise<readonly NewText[]>,
  ) {}

  /** A file takes part: it gets another text. */
  async take({ file, text }: NewText): Promise<void> {
    const before = await this.#text(file);
    const drawn = await this.#rewrite({ file, text }, this.id, (done) => this.follow(file, done));
    this.#members.push({ file, before, after: await this.#text(file), drawn });
  }

  /** A file takes part that has its new text already, and keeps a history of it. */
  own(member: Required<Member>): void {
    this.#members.push(member);
  }

  /** Takes it back or does it again in all files; in `except` that has happened already. */
  turn(done: boolean, except?: string): Promise<void> {
    if (this.#done === done) return Promise.resolve();
    this.#done = done;
    // Asked now, while the engine still knows the files as they were.
    const texts = this.ask(this.#id(done));
    texts.catch(() => undefined);
    const turned = this.#last.then(() => this.#turn(done, texts, except));
    this.#last = turned.catch(() => undefined);
    return turned;
  }

  /** One of the files took it back by itself, or did it again: the others follow. */
  follow(file: string, done: boolean): void {
    if (this.#done === done) return;
    const { from, to } = this.id;
    const said = done ? `${from} is ${to} again` : `${to} is ${from} again`;
    this.turn(done, file).then(
      () => this.#members.length > 1 && this.workbench.toast(`${said}, in ${this.#members.length} files.`),
      this.workbench.report,
    );
  }

  async #turn(done: boolean, texts: Promise<readonly NewText[]>, except: string | undefined): Promise<void> {
    const changed: string[] = [];
    for (const member of this.#members.filter(({ file }) => file !== except)) {
      if ((await this.#text(member.file)) !== (done ? member.before : member.after)) changed.push(member.file);
      else await this.#turnOne(member, done);
    }
    if (changed.length === 0) return;
    for (const text of await texts) if (changed.includes(text.file)) await this.#rewrite(text, this.#id(done));
  }

  #id(done: boolean): NewId {
    const { file, from, to } = this.id;
    return done ? this.id : { file, from: to, to: from };
  }

  async #turnOne({ file, before, after, drawn }: Member, done: boolean): Promise<void> {
    const open = this.workbench.diagrams.get(file);
    const text = done ? after : before;
    if (open && open === drawn) await open.trigger(done ? 'redo' : 'undo');
    else if (open) await open.load(text, true);
    else this.workbench.changed(file, text, true);
  }

  /** Gives a file another text; tells the editor in whose history it is a step. */
  async #rewrite({ file, text }: NewText, { from, to }: NewId, told?: (done: boolean) => void) {
    const open = this.workbench.diagrams.get(file);
    if (open && !open.unreadable) return (await open.rewrite(text, { from, to, told })) ? open : undefined;
    this.workbench.changed(file, text, true);
    return undefined;
  }

  async #text(file: string): Promise<string> {
    const open = this.workbench.diagrams.get(file);
    if (open && !open.unreadable) return open.save();
    return this.workbench.state.files.find(({ name }) => name === file)?.text ?? '';
  }
}
