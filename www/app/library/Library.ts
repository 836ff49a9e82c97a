/** What a person does with the files as a whole: bring in, hand out, keep beside a folder, keep several libraries. */
import { download } from '../workbench/download.ts';
import { bytesOf, freeName, kindOf, sameBytes, type WorkFile } from '../workbench/files.ts';
import { chooseLibrary, currentLibrary, FIRST, type LibraryName } from '../workbench/storage.ts';
import type { Workbench } from '../workbench/Workbench.ts';
import { FolderLink } from './FolderLink.ts';
import { Renames } from './Renames.ts';
import { type Incoming, zipped } from './transfer.ts';

export class Library {
  /** The folder of the disk beside it. */
  readonly folder: FolderLink;
  /** Ids that elements get in all files. */
  readonly renames: Renames;

  constructor(private readonly workbench: Workbench) {
    this.folder = new FolderLink(workbench);
    this.renames = new Renames(workbench);
  }

  /** Takes files in and shows the first diagram. What is there already with the same bytes stays as it is. */
  async take(reading: Promise<Incoming>): Promise<void> {
    try {
      const { files, tooLarge } = await reading;
      await this.workbench.loaded();
      for (const name of tooLarge) this.workbench.report(`${name} is larger than 20 MB and was not opened.`);
      const placed = this.#placed(files);
      const first = placed.find(({ name }) => kindOf(name) === 'bpmn') ?? placed.find(({ binary }) => !binary);
      const others = placed.filter((file) => !this.#has(file));
      await this.workbench.addAll(others, first?.name);
      if (placed.length > 1) this.workbench.toast(`${placed.length} files were added.`);
    } catch (error) {
      this.workbench.report(error);
    }
  }

  /** All files, or those of a folder, as one archive. */
  async export(folder = ''): Promise<void> {
    const name = folder ? folder.slice(0, -1).replaceAll('/', '-') : this.workbench.state.library;
    download(`${name}.zip`, zipped(this.workbench.state.files, folder));
  }

  all(): Promise<LibraryName[]> {
    return this.workbench.storage.libraries();
  }

  get current(): string {
    return currentLibrary();
  }

  /** Opens another library; the page begins anew with it. */
  open(id: string): void {
    chooseLibrary(id);
    location.reload();
  }

  create(): void {
    this.open(`library-${Date.now().toString(36)}`);
  }

  /** Forgets this library and everything in it. */
  async forget(): Promise<void> {
    const others = (await this.all()).filter(({ id }) => id !== this.current);
    await this.workbench.removeAll(this.workbench.state.files.map(({ name }) => name));
    await this.workbench.storage.forget(this.current);
    this.open(others[0]?.id ?? FIRST);
  }

  /** Where names are taken by other files, everything goes into a folder of its own, so that files keep standing together. */
  #placed(files: readonly WorkFile[]): readonly WorkFile[] {
    const clash = files.some((file) => this.#named(file.name) && !this.#has(file));
    if (!clash) return files;
    const taken = this.workbench.state.files.map(({ name }) => name);
    if (files.length === 1) return files.map((file) => ({ ...file, name: freeName(file.name, taken) }));
    const folder = freeName(
      'import',
      taken.map((name) => name.slice(0, name.indexOf('/') + 1).slice(0, -1)),
    );
    return files.map((file) => ({ ...file, name: `${folder}/${file.name}` }));
  }

  #named(name: string): WorkFile | undefined {
    return this.workbench.state.files.find((known) => known.name === name);
  }

  #has(file: WorkFile): boolean {
    const known = this.#named(file.name);
    return known !== undefined && sameBytes(bytesOf(known), bytesOf(file));
  }
}
