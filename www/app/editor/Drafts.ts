/** Checks a text that is not in any file yet, in a workspace of its own with nothing but that text. */
import type { EngineWorkspace } from '../../bpmn-js/session/contract.ts';
import type { Language } from './languages.ts';
import { problemsIn, type TextProblem } from './places.ts';

const FILE = 'draft.bpmn';

export class Drafts {
  #workspace: Promise<EngineWorkspace> | undefined;
  #latest = 0;

  constructor(private readonly make: () => Promise<EngineWorkspace>) {}

  /** What is wrong with a script or expression; nothing when a later question has overtaken this one. */
  async check(text: string, language: Language, kind: 'script' | 'expression'): Promise<TextProblem[] | undefined> {
    const question = ++this.#latest;
    if (!text.trim()) return [];
    this.#workspace ??= this.make();
    const workspace = await this.#workspace;
    const source = kind === 'script' ? script(text, language) : expression(text, language);
    await workspace.put(FILE, source);
    await workspace.ready();
    const [found, described] = await Promise.all([workspace.validate(FILE), workspace.describe('Draft', FILE)]);
    if (question !== this.#latest) return undefined;
    const [info] = described?.texts ?? [];
    const own = found.filter(({ code }) => code.startsWith(`${language}/`));
    return info ? problemsIn(source, info, own, text) : [];
  }
}

function script(text: string, language: string): string {
  return file(`<scriptTask id="Draft" scriptFormat="${language}"><script>${escaped(text)}</script></scriptTask>`);
}

function expression(text: string, language: string): string {
  const condition = `<conditionExpression language="${language}">${escaped(text)}</conditionExpression>`;
  return file(
    `<task id="A"/><task id="B"/><sequenceFlow id="Draft" sourceRef="A" targetRef="B">${condition}</sequenceFlow>`,
  );
}

function file(elements: string): string {
  const model = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
  return `<definitions xmlns="${model}"><process id="P" isExecutable="true">${elements}</process></definitions>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
