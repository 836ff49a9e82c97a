// People on the page: personas, as whom one acts, and what is said to who may not.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { hasState, kept, openFile, panel, press, ready } from './lib/actions.mjs';
import { start } from './lib/browser.mjs';

let chromium;

before(async () => {
  chromium = await start();
});

after(() => chromium?.close());

const diagram = `<definitions id="d" xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC">
<process id="P" isExecutable="true"><laneSet id="l"><lane id="l1" name="Approver"><flowNodeRef>approve</flowNodeRef></lane><lane id="l2" name="Auditor"><flowNodeRef>audit</flowNodeRef></lane></laneSet>
<startEvent id="s" /><parallelGateway id="g" /><userTask id="approve" name="Approve it" /><userTask id="audit" name="Audit it" /><userTask id="ask" name="Ask for it" />
<sequenceFlow id="f0" sourceRef="s" targetRef="g" /><sequenceFlow id="f1" sourceRef="g" targetRef="approve" /><sequenceFlow id="f2" sourceRef="g" targetRef="audit" /><sequenceFlow id="f3" sourceRef="g" targetRef="ask" /></process>
<bpmndi:BPMNDiagram id="D"><bpmndi:BPMNPlane id="pl" bpmnElement="P">${['s', 'g', 'approve', 'audit', 'ask']
  .map(
    (id, at) =>
      `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"><dc:Bounds x="${100 + 120 * at}" y="100" width="${at < 2 ? 36 : 100}" height="${at < 2 ? 36 : 80}" /></bpmndi:BPMNShape>`,
  )
  .join('')}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>`;

const permissions = `groups:
  Approver: { users: [ada, ben@x.test] }
  Auditor: { users: [cleo] }
permissions:
  all: { groups: [Approver], actions: [read], uri: /* }
`;

const as = (page) => page.getByLabel('Act as');
const task = (page, name) => page.locator('.task', { hasText: name });

async function people(page, text = permissions) {
  await as(page).selectOption({ label: 'People …' });
  const dialog = page.getByRole('dialog', { name: 'People' });
  if (text)
    await dialog
      .locator('input[type=file]')
      .setInputFiles({ name: 'p.yml', mimeType: 'text/yaml', buffer: Buffer.from(text) });
  return dialog;
}

async function running(page) {
  await openFile(page, 'people.bpmn', diagram);
  await ready(page);
  await press(page, 'start');
  await press(page, 'run');
  await hasState(page, 'audit', 'ready');
  await panel(page, 'Tasks');
}

test('Q31, Q28: an imported file gives personas, and switching between them changes what one may do', async () => {
  const { page, errors } = await chromium.open();
  const dialog = await people(page);
  await dialog.getByLabel('Remove ada').waitFor();
  assert.equal(await dialog.getByLabel('Groups of cleo').inputValue(), 'Auditor');
  await dialog.getByText('1 permissions of the file').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await as(page).selectOption('ada');
  await running(page);
  await task(page, 'Audit it').click();
  await page
    .locator('.refusal', {
      hasText:
        'This is not for ada, who is in Approver. The task stands in the lane "Auditor". It is for cleo; members of Auditor.',
    })
    .waitFor();
  assert.equal(await page.locator('.taskview form').count(), 0);
  await page.getByLabel('Only what ada may do').check();
  await task(page, 'Audit it').waitFor({ state: 'detached' });
  assert.deepEqual(await page.locator('.task__title').allTextContents(), ['Approve it', 'Ask for it']);
  await page.getByLabel('Only what ada may do').uncheck();
  await task(page, 'Audit it').click();
  await page.getByRole('button', { name: 'Act as cleo' }).click();
  assert.equal(await as(page).inputValue(), 'cleo');
  await page.locator('.taskview form').first().waitFor();
  await task(page, 'Ask for it').click();
  await page.locator('.refusal', { hasText: 'it is for who started the run. It is for ada.' }).waitFor();
  assert.deepEqual(errors, []);
});

test('who did it is told in the timeline', async () => {
  const { page, errors } = await chromium.open();
  const dialog = await people(page);
  await dialog.getByLabel('Remove ada').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await as(page).selectOption('ada');
  await running(page);
  await task(page, 'Approve it').click();
  await page.locator('.taskview').getByRole('button', { name: 'Complete', exact: true }).click();
  await task(page, 'Approve it').waitFor({ state: 'detached' });
  await panel(page, 'Timeline');
  await page.getByText('is completed by ada').first().waitFor();
  assert.deepEqual(errors, []);
});

test('personas are typed in, kept for the next visit, and a wrong file is told', async () => {
  const { page, errors } = await chromium.open();
  let dialog = await people(page, 'just text');
  await dialog.getByRole('alert').filter({ hasText: 'This is no permission file' }).waitFor();
  await dialog.getByText('Nobody yet: everybody may do everything.').waitFor();
  await dialog.getByLabel('Name of the new persona').fill('zoe');
  await dialog.getByLabel('Groups of the new persona').fill('Approver, Auditor');
  await dialog.getByRole('button', { name: 'Add' }).click();
  await dialog.getByLabel('Name of the new persona').fill('zoe');
  await dialog.getByText('Somebody else is called zoe.').waitFor();
  await dialog.getByRole('button', { name: 'permissions.yml' }).waitFor();
  await page.reload();
  dialog = await people(page, null);
  assert.equal(await dialog.getByLabel('Groups of zoe').inputValue(), 'Approver, Auditor');
  await dialog.getByLabel('Remove zoe').click();
  await dialog.getByText('Nobody yet').waitFor();
  assert.deepEqual(errors, []);
});

test('with many personas one is found by name or group', async () => {
  const { page, errors } = await chromium.open();
  const users = Array.from({ length: 200 }, (_, index) => `user${index}`);
  const dialog = await people(page, JSON.stringify({ groups: { All: { users }, Few: { users: ['user7'] } } }));
  await dialog.getByLabel('Find a persona or group').fill('few');
  await dialog.getByLabel('Remove user7', { exact: true }).waitFor();
  assert.equal(await dialog.locator('.people__row').count(), 2);
  assert.deepEqual(errors, []);
});

const file = (page, name) => page.locator('.files').getByRole('button', { name, exact: true });

test('people go with the library: into its archive, out of it, and through a reload', async () => {
  const { page, errors } = await chromium.open();
  await openFile(page, 'people.bpmn', diagram);
  const dialog = await people(page);
  await dialog.getByRole('button', { name: 'permissions.yml' }).click();
  const text = page.getByLabel('Text of permissions.yml');
  await text.getByText('ben@x.test').waitFor();
  await as(page).selectOption('cleo');
  await kept(page, 'workspace', (saved) => saved.as === 'cleo' && saved.order.includes('permissions.yml'));
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save all files as a zip archive' }).click(),
  ]);
  await page.reload();
  await text.getByText('ben@x.test').waitFor();
  assert.equal(await as(page).inputValue(), 'cleo');
  const other = await chromium.open();
  const [chooser] = await Promise.all([
    other.page.waitForEvent('filechooser'),
    other.page.getByRole('button', { name: /^Open/ }).first().click(),
  ]);
  await chooser.setFiles(
    await download
      .path()
      .then((path) => ({ name: 'all.zip', mimeType: 'application/zip', buffer: readFileSync(path) })),
  );
  await file(other.page, 'permissions.yml').waitFor();
  await as(other.page).selectOption('ada');
  assert.deepEqual([...errors, ...other.errors], []);
});

test('who edits the file edits the people; what is wrong with it is told', async () => {
  const { page, errors } = await chromium.open();
  await openFile(page, 'people.bpmn', diagram);
  const dialog = await people(page);
  await dialog.getByRole('button', { name: 'permissions.yml' }).click();
  const text = page.getByLabel('Text of permissions.yml');
  await text.fill('groups:\n  Approver: [dan]\n');
  await as(page).selectOption('dan');
  await text.fill('just text');
  await as(page).selectOption({ label: 'People …' });
  await page.getByRole('alert').filter({ hasText: 'This is no permission file' }).waitFor();
  assert.deepEqual(errors, []);
});

test('people that earlier versions kept elsewhere come into the library', async () => {
  const personas = [{ username: 'eve', email: 'eve@x.test', groups: ['Approver'] }];
  const former = { name: 'signalbox.people', value: JSON.stringify({ personas, permissions: [], as: 'eve' }) };
  const origin = new URL(chromium.address).origin;
  const { page, errors } = await chromium.open({
    storageState: { cookies: [], origins: [{ origin, localStorage: [former] }] },
  });
  await as(page).locator('option', { hasText: 'eve' }).waitFor({ state: 'attached' });
  assert.equal(await as(page).inputValue(), 'eve');
  const dialog = await people(page, null);
  assert.equal(await dialog.getByLabel('Email of eve').inputValue(), 'eve@x.test');
  await dialog.getByLabel('Remove eve').click();
  await dialog.getByText('Nobody yet').waitFor();
  await kept(page, 'files', ({ name, text }) => name === 'permissions.yml' && !text.includes('eve'));
  await page.reload();
  await people(page, null).then((again) => again.getByText('Nobody yet').waitFor());
  assert.deepEqual(errors, []);
});
