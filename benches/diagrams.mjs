// The diagrams that are measured: those of ../shared/bench where that is present, else the same shapes made here.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { at } from '../scripts/lib/root.mjs';

const shared = at('..', 'shared', 'bench', 'diagrams');

/** Name, language, XML and the number of elements that one instance completes. */
export function diagrams() {
  return existsSync(shared) ? sharedDiagrams() : ownDiagrams();
}

function sharedDiagrams() {
  const expected = JSON.parse(readFileSync(join(shared, 'expected.json'), 'utf8'));
  const files = readdirSync(shared).filter((file) => file.endsWith('.bpmn'));
  return files.map((file) => {
    const [name, flavour] = file.split('.');
    const path = join(shared, file);
    return {
      name,
      language: languages[flavour],
      path,
      xml: readFileSync(path, 'utf8'),
      elements: expected[name].completedPerInstance,
    };
  });
}

const languages = { py: 'python', js: 'javascript' };

function ownDiagrams() {
  return Object.values(languages).flatMap((language) => {
    const line = (length) =>
      Array.from({ length }, (_, index) => script(`s${index}`, `v${index % 5} = ${index}`, language));
    return [
      { name: 'seq20', language, xml: row('seq20', line(20), language), elements: 22 },
      { name: 'line300', language, xml: row('line300', line(298), language), elements: 300 },
      { name: 'par10', language, xml: fork('par10', language), elements: 34 },
    ];
  });
}

const script = (id, text, format) =>
  `<scriptTask id="${id}" scriptFormat="${format}"><script>${text}</script></scriptTask>`;

function definitions(process, body, language) {
  const namespaces = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="http://signalbox.bench"';
  return `<definitions id="d" ${namespaces} expressionLanguage="${language}"><process id="${process}" isExecutable="true">${body}</process></definitions>`;
}

const flow = (from, to) => `<sequenceFlow id="f_${from}_${to}" sourceRef="${from}" targetRef="${to}"/>`;

function row(process, nodes, language) {
  const all = ['<startEvent id="start"/>', ...nodes, '<endEvent id="end"/>'];
  const ids = all.map((node) => node.match(/id="([^"]+)"/)[1]);
  const flows = ids.slice(1).map((id, index) => flow(ids[index], id));
  return definitions(process, [...all, ...flows].join(''), language);
}

function fork(process, language) {
  const ends = '<startEvent id="start"/><parallelGateway id="fork"/><parallelGateway id="join"/><endEvent id="end"/>';
  const branches = Array.from({ length: 10 }, (_, branch) => {
    const ids = [0, 1, 2].map((place) => `b${branch}_${place}`);
    const nodes = ids.map((id) => script(id, `v${branch} = 1`, language));
    return [...nodes, flow('fork', ids[0]), flow(ids[0], ids[1]), flow(ids[1], ids[2]), flow(ids[2], 'join')].join('');
  });
  return definitions(process, [ends, flow('start', 'fork'), flow('join', 'end'), ...branches].join(''), language);
}
