/** The text of a file of decisions: the one that was read, as long as the editor writes for it what it wrote then. */
import type Modeler from 'dmn-js/lib/Modeler';

export class FileText {
  #read = '';
  #written = '';
  #restored = (written: string) => written;

  constructor(private readonly editor: Modeler) {}

  /** Another text is about to be read. */
  reading(text: string): void {
    this.#read = text;
    this.#written = '';
  }

  /** It was read; `restored` gives what the editor writes the form of the file. */
  async begin(restored: (written: string) => string): Promise<void> {
    this.#restored = restored;
    this.#written = await this.#write();
  }

  /** Does what is no change of the file, although the editor writes something else afterwards. */
  async without(work: () => Promise<unknown>): Promise<void> {
    const before = await this.#write();
    await work();
    const after = await this.#write();
    if (before === this.#written) this.#written = after;
  }

  /** The text that was read. */
  get read(): string {
    return this.#read;
  }

  /** The file as the editor has it. */
  async now(): Promise<string> {
    const written = await this.#write();
    return written === this.#written ? this.#read : this.#restored(written);
  }

  async #write(): Promise<string> {
    return (await this.editor.saveXML({ format: true })).xml;
  }
}
