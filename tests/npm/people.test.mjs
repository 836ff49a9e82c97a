// People: who may do a task, and what is said to who may not.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { load, readPermissions, SignalboxError, writePermissions } from 'signalbox';

let signalbox;

before(async () => {
  signalbox = await load();
});

const head = `<definitions id="d" xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t" expressionLanguage="python"
  xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core">`;

/** A process of nodes in a row; `lanes` maps lane names to ids of nodes. */
function diagram(nodes, lanes = {}, id = 'test') {
  const all = ['<startEvent id="start" />', ...nodes, '<endEvent id="end" />'];
  const ids = all.map((node) => node.match(/id="([^"]+)"/)[1]);
  const flows = ids
    .slice(1)
    .map((to, at) => `<sequenceFlow id="${id}_f${at}" sourceRef="${ids[at]}" targetRef="${to}" />`);
  const lane = ([name, inside], at) =>
    `<lane id="${id}_lane${at}" name="${name}">${inside.map((node) => `<flowNodeRef>${node}</flowNodeRef>`).join('')}</lane>`;
  const entries = Object.entries(lanes);
  const set = entries.length ? `<laneSet id="${id}_set">${entries.map(lane).join('')}</laneSet>` : '';
  return `${head}<process id="${id}" isExecutable="true">${set}${all.join('')}${flows.join('')}</process></definitions>`;
}

const user = (id, inner = '') => `<userTask id="${id}" name="${id}">${inner}</userTask>`;
const extension = (inner) => `<extensionElements>${inner}</extensionElements>`;

const people = {
  personas: [
    { username: 'ada', email: 'ada@x.test' },
    { username: 'ben', email: 'ben@x.test' },
    { username: 'cleo' },
    { username: 'dora' },
  ],
  groups: { Approver: ['ada', 'ben@x.test', 'cleo'], Clerks: { users: ['dora', 'nobody'] } },
};

async function start(nodes, { lanes, ...options } = {}, more = {}) {
  const workspace = signalbox.workspace({ profile: 'spiffworkflow', language: 'python' });
  workspace.put('test.bpmn', diagram(nodes, lanes));
  for (const [name, text] of Object.entries(more)) workspace.put(name, text);
  const run = await workspace.start('test', { people, identity: 'dora', ...options });
  run.continue();
  return run;
}

const ready = (run, element) => run.tasks({ state: 'ready', manual: true, element })[0];
const ownersAt = (run, element) => run.owners(ready(run, element).id);

const refused = (code, message) => (error) => {
  assert.ok(error instanceof SignalboxError, String(error));
  assert.equal(error.code, code);
  assert.match(error.message, message);
  return true;
};

test('Q10: a user with the claim may complete lane Approver, another gets run/not-potential-owner', async () => {
  const run = await start([user('approve')], { lanes: { Approver: ['approve'] } });
  const task = ready(run, 'approve').id;
  const stranger = { sub: '42', preferred_username: 'zoe', groups: ['Readers'] };
  const message =
    /"approve" is not for zoe, who is in Readers\. The task stands in the lane "Approver"\. It is for ada, ben, cleo; members of Approver\./;
  assert.throws(() => run.complete(task, {}, { as: stranger }), refused('run/not-potential-owner', message));
  run.complete(task, { ok: true }, { as: { sub: '43', preferred_username: 'yan', groups: ['Approver'] } });
  run.continue();
  assert.equal(run.status(), 'completed');
  assert.deepEqual(
    run
      .log()
      .filter((entry) => entry.user)
      .map(({ user, element }) => [user, element]),
    [['yan', 'approve']],
  );
});

test('Q28: the claim that names the groups is configurable, with a path', async () => {
  const claims = { preferred_username: 'zoe', realm_access: { roles: ['Approver'] } };
  const run = await start([user('approve')], {
    lanes: { Approver: ['approve'] },
    people: { ...people, groupsClaim: 'realm_access.roles' },
  });
  assert.equal(run.tasks({ for: claims }).length, 1);
  assert.equal(run.tasks({ for: 'dora' }).length, 0);
});

test('Q28: the text of a JWT is its claims', async () => {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const token = (claims) => `${part({ alg: 'none' })}.${part(claims)}.c2ln`;
  const approver = token({ preferred_username: 'zoë', groups: ['Approver'] });
  const run = await start([user('approve')], { lanes: { Approver: ['approve'] } });
  assert.throws(() => run.complete(ready(run, 'approve').id, {}, { as: token({ sub: 'x', groups: [] }) }), /not for x/);
  assert.equal(run.tasks({ for: approver }).length, 1);
  run.complete(ready(run, 'approve').id, {}, { as: approver });
  assert.equal(run.log().find((entry) => entry.user)?.user, 'zoë');
});

test('Q28: switching the persona changes the tasks one may do', async () => {
  const run = await start([user('approve')], { lanes: { Approver: ['approve'] } });
  assert.deepEqual(
    run.tasks({ for: 'ada' }).map((task) => task.element),
    ['approve'],
  );
  assert.deepEqual(run.tasks({ for: 'dora' }), []);
  const [assignment] = run.assignments('dora');
  assert.equal(assignment.may, false);
  assert.match(assignment.reason, /not for dora, who is in Clerks/);
});

test('Q31: members of an imported group become owners', async () => {
  const { people, permissions } = await readPermissions(`
groups:
  Approver:
    users: [ada, ben@x.test]
permissions:
  all:
    groups: [Approver]
    actions: [read]
    uri: /*
`);
  assert.deepEqual(permissions, [{ id: 'all', groups: ['Approver'], users: [], actions: ['read'], uri: '/*' }]);
  const run = await start([user('approve')], { lanes: { Approver: ['approve'] }, people });
  assert.deepEqual(ownersAt(run, 'approve').users, ['ada', 'ben@x.test']);
  const json = await readPermissions('{ "groups": { "Approver": { "users": ["ada"] } } }');
  assert.deepEqual(json.people.groups, { Approver: ['ada'] });
  await assert.rejects(readPermissions('just text'), refused('api/invalid-option', /no permission file/));
});

test('people are written into a permission file; what else it says stays as it is', async () => {
  const people = {
    personas: [
      { username: 'ada', email: 'ada@x.test', groups: ['Approver'] },
      { username: 'ben', groups: ['Approver', 'Clerk'] },
      { username: 'zoe' },
    ],
  };
  const file = `# Who is who
users:
  ada:
    service: local # of the old server
    password: secret
  gone:
    email: gone@x.test
groups:
  Approver:
    users: [ada]
  Auditor: [gone]
permissions:
  all: { groups: [Approver], actions: [read], uri: /* }
`;
  const written = await writePermissions(file, people);
  assert.equal(
    written,
    `# Who is who
users:
  ada:
    service: local # of the old server
    email: ada@x.test
  zoe: {}
groups:
  Approver:
    users: [ ada, ben ]
  Auditor: []
  Clerk:
    users: [ ben ]
permissions:
  all: { groups: [ Approver ], actions: [ read ], uri: /* }
`,
  );
  const read = await readPermissions(written);
  assert.deepEqual(read.people, {
    personas: [{ username: 'ada', email: 'ada@x.test' }, { username: 'zoe' }, { username: 'ben' }],
    groups: { Approver: ['ada', 'ben'], Auditor: [], Clerk: ['ben'] },
  });
  const again = await writePermissions('', { personas: [{ username: 'ada', groups: ['A'] }] });
  assert.equal(again, 'groups:\n  A:\n    users: [ ada ]\n');
  const json = await writePermissions('{"users": {"ada": {"password": "x"}}, "groups": {}}', people);
  assert.deepEqual(JSON.parse(json), {
    users: { ada: { email: 'ada@x.test' }, zoe: {} },
    groups: { Approver: { users: ['ada', 'ben'] }, Clerk: { users: ['ben'] } },
  });
});

test('section 4.6: no lane, and a lane of the initiator, are for the initiator', async () => {
  for (const lane of [undefined, 'Process Initiator', 'process_initiator', 'ProcessInitiator']) {
    const run = await start([user('ask')], lane ? { lanes: { [lane]: ['ask'] } } : {});
    assert.deepEqual(ownersAt(run, 'ask').users, ['dora']);
    assert.throws(
      () => run.complete(ready(run, 'ask').id, {}, { as: 'ada' }),
      refused('run/not-potential-owner', /not for ada, who is in Approver/),
    );
  }
  const nobody = await start([user('ask')], { identity: undefined });
  assert.throws(
    () => nobody.complete(ready(nobody, 'ask').id, {}, { as: 'ada' }),
    refused('run/no-potential-owner', /start it with "identity"/),
  );
});

test('section 4.6: guests may do what allows them', async () => {
  const guest = extension('<spiffworkflow:allowGuest>true</spiffworkflow:allowGuest>');
  const run = await start([user('ask', guest)], { lanes: { Approver: ['ask'] } });
  assert.equal(ownersAt(run, 'ask').guest, true);
  run.complete(ready(run, 'ask').id, {}, { as: 'passer-by' });
  assert.equal(run.log().find((entry) => entry.user).user, 'passer-by');
});

test('section 4.6: lane_owners names users, emails and groups, and parks who is not known', async () => {
  const owners = (named) =>
    start([user('approve')], { lanes: { Approver: ['approve'] }, data: { lane_owners: { Approver: named } } });
  const some = ownersAt(await owners(['ben@x.test', 'group:Clerks', 'new@x.test']), 'approve');
  assert.deepEqual(some.users, ['ben', 'dora']);
  assert.deepEqual(some.waiting, ['new@x.test', 'nobody']);
  const late = await owners(['new@x.test']);
  late.complete(ready(late, 'approve').id, {}, { as: { username: 'newcomer', email: 'new@x.test' } });
  const none = await owners([]);
  assert.throws(
    () => none.complete(ready(none, 'approve').id, {}, { as: 'ada' }),
    refused('run/no-potential-owner', /names nobody\. Nobody may do the task/),
  );
  const other = await start([user('approve')], {
    lanes: { Approver: ['approve'] },
    data: { lane_owners: { Else: ['dora'] } },
  });
  assert.deepEqual(ownersAt(other, 'approve').users, ['ada', 'ben', 'cleo']);
});

test('section 4.6: a lane nobody belongs to says so', async () => {
  const run = await start([user('approve')], { lanes: { Auditors: ['approve'] } });
  assert.match(ownersAt(run, 'approve').problem, /lane "Auditors", and no group has that name/);
});

test('section 4.6: a sub-process gives its lane to what is in it, a called process inherits none', async () => {
  const inner =
    '<startEvent id="is" /><userTask id="inner" /><endEvent id="ie" /><sequenceFlow id="i1" sourceRef="is" targetRef="inner" /><sequenceFlow id="i2" sourceRef="inner" targetRef="ie" />';
  const nodes = [`<subProcess id="sub">${inner}</subProcess>`, '<callActivity id="call" calledElement="called" />'];
  const run = await start(
    nodes,
    { lanes: { Approver: ['sub', 'call'] } },
    { 'called.bpmn': diagram([user('deep')], {}, 'called') },
  );
  assert.deepEqual(ownersAt(run, 'inner').groups, ['Approver']);
  run.complete(ready(run, 'inner').id, {}, { as: 'ada' });
  run.continue();
  assert.deepEqual(ownersAt(run, 'deep').users, ['dora']);
});

test('without people everything is open, and who acts is still told', async () => {
  const run = await start([user('approve')], {
    lanes: { Approver: ['approve'] },
    people: undefined,
    identity: undefined,
  });
  assert.equal(ownersAt(run, 'approve').guest, true);
  run.complete(ready(run, 'approve').id, {}, { as: 'whoever' });
  assert.equal(run.log().find((entry) => entry.user).user, 'whoever');
});

test('Q17: the profile spiffworkflow tells of assignee and candidates that they are ignored, and of the lane to use', () => {
  const told = (attribute) => {
    const workspace = signalbox.workspace({ profile: 'spiffworkflow' });
    workspace.put('test.bpmn', diagram([`<userTask id="ask" camunda:${attribute} />`]));
    return workspace.validate().filter(({ code }) => code === 'extension/foreign-assignment');
  };
  for (const [attribute, message, help] of [
    [
      'assignee="ada"',
      /assignee of user task ask is ignored by SpiffWorkflow/,
      /in a lane and let lane_owners name ada/,
    ],
    ['candidateGroups="Clerks"', /candidateGroups of user task ask is ignored/, /in a lane named Clerks/],
  ]) {
    const found = told(attribute);
    assert.deepEqual(
      found.map(({ element }) => element),
      ['ask'],
    );
    const [problem] = found;
    assert.match(problem.message, message);
    assert.match(problem.help, help);
  }
});

test('Q17: camunda:assignee and candidates decide where the host says so', async () => {
  const task = '<userTask id="ask" camunda:assignee="#{initiator}" camunda:candidateGroups="Approver" />';
  const plain = await start([task], { lanes: { Clerks: ['ask'] } });
  assert.deepEqual(ownersAt(plain, 'ask').groups, ['Clerks']);
  const mapped = await start([task], { lanes: { Clerks: ['ask'] }, people: { ...people, assignment: true } });
  assert.deepEqual(ownersAt(mapped, 'ask').users, ['dora', 'ada', 'ben', 'cleo']);
});

test('Q19: the second yes of three approvers completes the task, the third is cancelled', async () => {
  const approvals = `<userTask id="approve" name="approve"><multiInstanceLoopCharacteristics>
    <loopDataInputRef>approvers</loopDataInputRef><loopDataOutputRef>votes</loopDataOutputRef>
    <inputDataItem id="approver" name="approver" /><outputDataItem id="vote" name="vote" />
    <completionCondition xsi:type="tFormalExpression">len([v for v in votes if v == 'yes']) >= 2</completionCondition>
  </multiInstanceLoopCharacteristics></userTask>`;
  const workspace = signalbox.workspace({ language: 'python' });
  workspace.put('test.bpmn', diagram([approvals], { Approver: ['approve'] }));
  const run = await workspace.start('test', {
    people,
    identity: 'dora',
    data: { approvers: ['ada', 'ben', 'cleo'], votes: [] },
  });
  run.continue();
  const vote = (who) => {
    const task = run.tasks({ for: who }).find((each) => each.data.approver === who);
    run.complete(task.id, { vote: 'yes' }, { as: who });
    run.continue();
  };
  assert.equal(run.tasks({ for: 'ada' }).length, 3);
  assert.throws(
    () => run.complete(ready(run, 'approve').id, { vote: 'yes' }, { as: 'dora' }),
    refused('run/not-potential-owner', /dora/),
  );
  vote('ada');
  assert.equal(run.status(), 'waiting');
  vote('cleo');
  assert.equal(run.status(), 'completed');
  const states = run
    .tasks({ finished: true, element: 'approve' })
    .filter((task) => !task.repeated)
    .map((task) => task.state);
  assert.deepEqual(states.sort(), ['CANCELLED', 'COMPLETED', 'COMPLETED']);
});

test('Q35: the initiator is not offered the approval', async () => {
  const exclude = `<scriptTask id="choose"><script>approvers = get_group_members('Approver')
me = get_process_initiator_user()['username']
lane_owners = {'Approver': [name for name in approvers if name != me]}</script></scriptTask>`;
  const run = await start([exclude, user('approve')], {
    lanes: { Approver: ['approve'] },
    identity: 'ada',
    arena: true,
  });
  assert.deepEqual(run.info().incidents, []);
  assert.deepEqual(run.tasks({ for: 'ada' }), []);
  assert.deepEqual(
    run.tasks({ for: 'cleo' }).map((task) => task.element),
    ['approve'],
  );
});

test('Q13: scripts read the lane of their task', async () => {
  const pre = extension(
    '<spiffworkflow:preScript>l = task.task_spec.lane\nwho = task.task_spec.bpmn_id</spiffworkflow:preScript>',
  );
  const script = '<scriptTask id="s"><script>info = get_current_task_info()</script></scriptTask>';
  const run = await start([user('approve', pre), script], { lanes: { Approver: ['approve', 's'] }, arena: true });
  assert.deepEqual(run.tasks({ element: 'approve' })[0].data, { l: 'Approver', who: 'approve' });
  run.complete(ready(run, 'approve').id, {}, { as: 'ada' });
  run.continue();
  assert.equal(run.info().data.info.lane, 'Approver');
  assert.equal(run.info().data.info.bpmn_identifier, 's');
});

test('Q13: JavaScript and conditions read it too', async () => {
  const script =
    '<scriptTask id="s" scriptFormat="javascript"><script>lane = task.task_spec.lane</script></scriptTask>';
  const run = await start([script], { lanes: { Approver: ['s'] } });
  assert.equal(run.info().data.lane, 'Approver');
});

test('who completed a task last is known after save and restore, checkout and fork', async () => {
  const ask = `<scriptTask id="s"><script>last = get_last_user_completing_task('test', 'one')['username']</script></scriptTask>`;
  const nodes = [user('one'), user('two'), ask];
  const run = await start(nodes, { lanes: { Approver: ['one', 'two'] }, arena: true });
  run.complete(ready(run, 'one').id, {}, { as: 'cleo' });
  run.continue();
  const workspace = signalbox.workspace({ profile: 'spiffworkflow', language: 'python' });
  workspace.put('test.bpmn', diagram(nodes, { Approver: ['one', 'two'] }));
  const restored = await workspace.restore(run.save(), { people, arena: true });
  for (const each of [restored, run.fork(), run]) {
    each.complete(ready(each, 'two').id, {}, { as: 'ada' });
    each.continue();
    assert.deepEqual(each.info().data, { last: 'cleo' });
  }
});

test('options of people are checked', async () => {
  await assert.rejects(
    start([user('a')], { people: { persons: [] } }),
    refused('api/invalid-option', /"persons".*personas/s),
  );
  await assert.rejects(
    start([user('a')], { people: { personas: [{}] } }),
    refused('api/invalid-option', /has no name/),
  );
});
