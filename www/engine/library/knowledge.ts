/** What all files of a workspace tell together, without a run: who uses what, which names are known where, what is expected. */
import type { FileInfo, TextNames } from '../contract/types.js';
import type { JsonSchema } from '../forms/types.js';
import { Expectations, type Whereabouts } from './expected.js';
import { familyOf, OUTLINED, type Outlined } from './outline.js';
import { type ProcessModelInfo, processModelOf } from './process-model.js';
import { findReferences } from './references.js';
import { rename } from './rename.js';
import type { ExpectedVariable, KnownVariable, References, RenameRequest, Renaming } from './types.js';
import { formFields, knownVariables, type VariableGround } from './variables.js';

/** How the engine is asked about the files. */
export type Ask = <Result>(method: string, args?: object) => Result;

export class Knowledge {
  readonly #ask: Ask;
  /** What is expected of elements, as long as the files stay as they are and no language comes. */
  #expectations: Expectations | undefined;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** The files or the languages that read them are others now. */
  outdate(): void {
    this.#expectations = undefined;
  }

  references(id?: string): References[] {
    return findReferences(this.#outline(), this.#names(), id);
  }

  rename(request: RenameRequest): Renaming {
    const others = this.#others().map(({ name }) => ({ name, text: this.#text(name) }));
    return rename({ all: this.#outline(), texts: this.#texts(), others, text: (file) => this.#text(file) }, request);
  }

  variables(element: string, file?: string): KnownVariable[] {
    return knownVariables(this.#ground(), element, file);
  }

  expected(element: string, where: Whereabouts): ExpectedVariable[] {
    return this.#expected().of(element, where);
  }

  payload(element: string, where: Whereabouts, awaited?: object): JsonSchema {
    return this.#expected().payload(element, where, awaited);
  }

  processModels(): ProcessModelInfo[] {
    return this.#others().flatMap(({ name }) => processModelOf(name, this.#text(name)) ?? []);
  }

  #expected(): Expectations {
    this.#expectations ??= new Expectations(this.#ground());
    return this.#expectations;
  }

  #ground(): VariableGround {
    const names = this.#names();
    const text = (name: string) => this.#ask<string | null>('text', { name });
    return {
      all: this.#outline(),
      texts: this.#texts(),
      formFields: (form, usedIn) => formFields(form, usedIn, names, text),
    };
  }

  #outline(): Outlined[] {
    return familyOf(this.#ask('outline', { names: OUTLINED }));
  }

  #texts(): TextNames[] {
    return this.#ask('textNames');
  }

  #names(): string[] {
    return this.#ask<FileInfo[]>('files').map(({ name }) => name);
  }

  #others(): FileInfo[] {
    return this.#ask<FileInfo[]>('files').filter(({ kind }) => kind === 'other');
  }

  #text(name: string): string {
    return this.#ask<string | null>('text', { name }) ?? '';
  }
}
