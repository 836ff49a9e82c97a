// What grows: each shape makes a diagram and the data to begin with for `n` units, in Python (Signalbox, SpiffWorkflow) or
// JavaScript (bpmn-engine). `park` shapes hold n instances at a user task before they are run to the end.

const namespaces = [
  'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"',
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
  'targetNamespace="http://signalbox.bench"',
].join(' ');

/** Sizes that are tried, smallest first. */
export const sizes = [10, 100, 1_000, 10_000, 100_000, 1_000_000];

/** What grows, by name. `most` is the largest size that makes sense; `unit` is what is counted. */
export const shapes = {
  loop: {
    unit: 'round',
    about: 'rounds of a loop: merge, script, split',
    xml: (n, flavour) => loop('i = i + 1', n, flavour),
  },
  history: {
    unit: 'round',
    about: 'the same loop with full history',
    history: 'full',
    peers: false,
    xml: (n, flavour) => loop('i = i + 1', n, flavour),
  },
  instances: {
    unit: 'instance',
    about: 'instances parked together at a user task, then run to the end',
    park: true,
    xml: (_, flavour) => process(chain(['<userTask id="wait"/>', script('s', 'y = 6 * 7', flavour)])),
  },
  parallel: {
    unit: 'item',
    about: 'parallel instances of a multi-instance script task',
    xml: (n, flavour) => process(chain([multi(n, false, flavour)])),
  },
  sequential: {
    unit: 'item',
    about: 'sequential instances of a multi-instance script task',
    xml: (n, flavour) => process(chain([multi(n, true, flavour)])),
  },
  branches: {
    unit: 'branch',
    about: 'branches of one parallel gateway, a script on each; reading and checking the diagram included',
    most: 100_000,
    xml: (n, flavour) => process(branches(n, flavour)),
  },
  variables: {
    unit: 'variable',
    about: 'variables carried through 20 scripts that touch two of them',
    data: (n) => Object.fromEntries(Array.from({ length: n }, (_, index) => [`v${index}`, index])),
    xml: (_, flavour) => process(line(20, flavour)),
  },
  list: {
    unit: 'item',
    about: 'a list of so many items carried through 20 scripts that do not touch it',
    data: (n) => ({ items: Array.from({ length: n }, (_, index) => index) }),
    xml: (_, flavour) => process(line(20, flavour)),
  },
  growing: {
    unit: 'round',
    about:
      'a list that grows by one in every round of a loop (the work itself is quadratic: each round reads the list)',
    most: 10_000,
    xml: (n, flavour) => loop('i = i + 1\nitems = items + [i]', n, flavour, 'i = 0\nitems = []'),
  },
};

const definitions = (body) => `<definitions id="d" ${namespaces}>${body}</definitions>`;
const process = (body) => definitions(`<process id="bench" isExecutable="true">${body}</process>`);
const flow = (from, to, more = '') =>
  `<sequenceFlow id="f_${from}_${to}" sourceRef="${from}" targetRef="${to}"${more ? `>${more}</sequenceFlow>` : '/>'}`;

function script(id, text, flavour, more = '') {
  return `<scriptTask id="${id}" scriptFormat="${flavour}"><script>${statements(text, flavour)}</script>${more}</scriptTask>`;
}

// bpmn-engine's scripts find the variables in their environment and say when they are done.
function statements(text, flavour) {
  if (flavour === 'python') return text;
  const lines = text.split('\n').map((line) => line.replace('items + [i]', 'items.concat([i])'));
  return `const v = environment.variables; ${lines.map((line) => line.replace(/\b(i|y|items)\b/g, 'v.$1')).join('; ')}; next();`;
}

function condition(text, flavour) {
  const test = flavour === 'python' ? text : `next(null, environment.variables.${text});`;
  const language = flavour === 'python' ? '' : ' language="javascript"';
  return `<conditionExpression xsi:type="tFormalExpression"${language}>${test}</conditionExpression>`;
}

function chain(nodes) {
  const all = ['<startEvent id="start"/>', ...nodes, '<endEvent id="end"/>'];
  const ids = all.map((node) => node.match(/id="([^"]+)"/)[1]);
  return [...all, ...ids.slice(1).map((id, index) => flow(ids[index], id))].join('');
}

function line(length, flavour) {
  return chain(Array.from({ length }, (_, index) => script(`s${index}`, 'y = 6 * 7', flavour)));
}

function loop(body, n, flavour, begin = 'i = 0') {
  const nodes = [
    '<startEvent id="start"/>',
    script('init', begin, flavour),
    '<exclusiveGateway id="merge"/>',
    script('body', body, flavour),
    '<exclusiveGateway id="split" default="f_split_end"/>',
    '<endEvent id="end"/>',
  ];
  const back = flow('split', 'merge', condition(`i &lt; ${n}`, flavour));
  const ways = [flow('start', 'init'), flow('init', 'merge'), flow('merge', 'body'), flow('body', 'split')];
  return process([...nodes, ...ways, back, flow('split', 'end')].join(''));
}

function multi(n, sequential, flavour) {
  const cardinality = `<loopCardinality xsi:type="tFormalExpression">${n}</loopCardinality>`;
  const loop = `<multiInstanceLoopCharacteristics isSequential="${sequential}">${cardinality}</multiInstanceLoopCharacteristics>`;
  return script('s', 'y = 6 * 7', flavour, loop);
}

function branches(n, flavour) {
  const ends = '<startEvent id="start"/><parallelGateway id="fork"/><parallelGateway id="join"/><endEvent id="end"/>';
  const branch = (index) =>
    script(`b${index}`, 'y = 6 * 7', flavour) + flow('fork', `b${index}`) + flow(`b${index}`, 'join');
  const all = Array.from({ length: n }, (_, index) => branch(index));
  return [ends, flow('start', 'fork'), flow('join', 'end'), ...all].join('');
}
