/** What tests came through: elements and flows of every process, and how much of them that is. */
import type { Workspace } from '../workspace.js';
import { isTestDiagram } from './find.js';
import type { TestResult } from './types.js';

export interface Covered {
  id: string;
  name: string | null;
  type: string;
  /** Number of tests that came through it. */
  tests: number;
}

export interface ProcessCoverage {
  process: string;
  file: string;
  /** Elements and flows that were reached, of all, in percent; 100 for an empty process. */
  percent: number;
  elements: Covered[];
  flows: Covered[];
}

export interface Coverage {
  /** Of all processes together. */
  percent: number;
  processes: ProcessCoverage[];
}

export function coverageOf(workspace: Workspace, results: readonly TestResult[]): Coverage {
  const counts = countsOf(results);
  const files = workspace.files().map(({ name }) => name);
  const testDiagrams = new Set(files.filter((file) => isTestDiagram(workspace, file)));
  const processes = new Map<string, ProcessCoverage>();
  for (const { id, name, type, process, file } of workspace.elements()) {
    if (testDiagrams.has(file)) continue;
    const of = processes.get(process) ?? { process, file, percent: 0, elements: [], flows: [] };
    processes.set(process, of);
    const tests = counts.get(key(process, id)) ?? 0;
    (type === 'sequenceFlow' ? of.flows : of.elements).push({ id, name, type, tests });
  }
  const all = [...processes.values()];
  for (const of of all) of.percent = percent([...of.elements, ...of.flows]);
  return { percent: percent(all.flatMap(({ elements, flows }) => [...elements, ...flows])), processes: all };
}

function countsOf(results: readonly TestResult[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { process, elements, flows } of results.flatMap(({ reached }) => reached))
    for (const id of [...elements, ...flows]) counts.set(key(process, id), (counts.get(key(process, id)) ?? 0) + 1);
  return counts;
}

const key = (process: string, id: string) => `${process} ${id}`;

// Rounded down, so that 100 means all.
function percent(covered: readonly Covered[]): number {
  if (covered.length === 0) return 100;
  return Math.floor((covered.filter(({ tests }) => tests > 0).length / covered.length) * 100);
}
