import { fireEvent, render, screen, within } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect, test, vi } from 'vitest';
import { person, PlayedDesk } from '../../shared/desk.fixture';
import Bench from './Bench.svelte';
import { fob, inUse, issued, noService, profiles } from './fobs.fixture';
import { Plugged } from './plugged.svelte';

// jsdom answers no media queries.
vi.stubGlobal('matchMedia', () => ({ matches: true }));

const zoe = person();
const here = { fobs: [fob()], troubles: [] };

async function open(answers: Record<string, unknown> = {}) {
  const desk = new PlayedDesk({
    fobs: here,
    profiles,
    settle: [],
    waiting: [],
    stop: null,
    people_find: [zoe],
    issue: issued(),
    verify: issued(),
    codes_issue: { set: { set: '7K-03' }, file: '/sheets/codes.pdf' },
    ...answers,
  });
  const plugged = new Plugged(desk);
  render(Bench, { plugged, onsync: vi.fn() });
  await plugged.start();
  return { desk, plugged };
}

const field = () => screen.findByRole('combobox', { name: 'Who is it for?' });
const key = (name: string) => fireEvent.keyDown(document.activeElement ?? document, { key: name });

async function find(text: string) {
  const input = await field();
  input.focus();
  await fireEvent.input(input, { target: { value: text } });
}

/** The people in the list, or the offer to add somebody. */
const listed = async (count: number) => {
  const list = document.getElementsByClassName('row');
  await vi.waitFor(() => expect(list).toHaveLength(count));
};

/** Finds Zoë and gives her the fob. */
async function give() {
  await find('zoë');
  await screen.findByRole('heading', { name: 'A fob for Zoë Müller' });
  await key('Enter');
}

async function flaws(): Promise<string[]> {
  document.documentElement.lang = 'en';
  document.title = 'Fobdesk';
  const rules = { 'color-contrast': { enabled: false }, region: { enabled: false } };
  const found = await axe.run(document, { rules });
  return found.violations.map((one) => `${one.id}: ${one.nodes[0]?.html ?? ''}`);
}

test('an empty bench says what to do, and offers practice', async () => {
  const { desk } = await open({ fobs: { fobs: [], troubles: [] }, practice_start: null });
  expect(await screen.findByRole('heading', { name: 'Plug in a fob' })).toBeTruthy();
  expect(screen.getByText('Nothing is plugged in')).toBeTruthy();
  expect(await flaws()).toEqual([]);
  await fireEvent.click(screen.getByRole('button', { name: 'Try it with practice fobs' }));
  expect(desk.last('practice_start')).toEqual({ models: 'yubikey5,nitrokey3' });
});

test('a card says what the fob is and whose', async () => {
  await open({ fobs: { fobs: [fob({ person: 'zmueller', state: 'assigned' })], troubles: [] } });
  const card = within(await screen.findByRole('article', { name: 'YubiKey 5 NFC' }));
  for (const text of ['12\u00a0345\u00a0678', '5.4.3', 'zmueller', '· given out', 'OATH codes']) {
    expect(card.getByText(text, { normalizer: (raw) => raw }), text).toBeTruthy();
  }
  expect(card.getByText('Slot 1').closest('li')?.textContent).toContain('in use, not ours');
  expect(card.getByText('Slot 2').closest('li')?.textContent).toContain('free');
});

test('where the ledger cannot be read, nobody is said to own a slot', async () => {
  await open({ fobs: { fobs: [fob({ state: null, serial: null })], troubles: [] } });
  expect(await screen.findByText('No serial')).toBeTruthy();
  const slot = screen.getByText('Slot 1').closest('li');
  expect(slot?.textContent).toContain('in use');
  expect(slot?.textContent).not.toContain('ours');
});

test('a missing service is told with what to do, and looking again mends it', async () => {
  const { desk } = await open({ fobs: noService });
  const alert = within(await screen.findByRole('alert'));
  expect(alert.getByText(noService.now)).toBeTruthy();
  desk.answers['fobs'] = { fobs: [fob()], troubles: [{ reader: 'a third', report: inUse }] };
  await fireEvent.click(alert.getByRole('button', { name: 'Look again' }));
  expect(await screen.findByRole('article')).toBeTruthy();
  expect(screen.getByText('a third')).toBeTruthy();
});

test('a person, Enter, and the fob is given; then the sheet and the next person', async () => {
  const { desk } = await open();
  const input = await field();
  await vi.waitFor(() => expect(document.activeElement).toBe(input));
  expect(await flaws()).toEqual([]);
  await give();
  const order = { person: 'zmueller', profile: 'oath-hotp', fob: '12345678', overwrite: null };
  await vi.waitFor(() => expect(desk.last('issue')).toEqual(order));
  const pdf = await screen.findByRole('button', { name: 'Save as PDF' });
  await vi.waitFor(() => expect(document.activeElement).toBe(pdf));
  expect(await flaws()).toEqual([]);
  await fireEvent.click(pdf);
  expect(await screen.findByText('/sheets/codes.pdf')).toBeTruthy();
  const sheet = { login: 'zmueller', count: null, to: { kind: 'pdf' }, paper: null };
  expect(desk.last('codes_issue')).toEqual(sheet);
  const next = await screen.findByRole('button', { name: /Next person/ });
  await vi.waitFor(() => expect(document.activeElement).toBe(next));
  expect(await flaws()).toEqual([]);
  await fireEvent.click(next);
  await vi.waitFor(async () => expect(document.activeElement).toBe(await field()));
  expect((await field()).getAttribute('value') ?? '').toBe('');
});

test('steps tick off as the desk tells them, and a finger is asked for', async () => {
  let end: (value: unknown) => void = () => {};
  const { desk } = await open({ issue: () => new Promise((done) => (end = done)) });
  await give();
  await vi.waitFor(() => expect(desk.times('issue')).toBe(1));
  desk.tell({ event: 'progress', step: 'sealed' });
  desk.tell({ event: 'progress', step: 'written', place: 'oath' });
  desk.tell({ event: 'touch', seconds: 15 });
  const alert = within(await screen.findByRole('alert'));
  expect(alert.getByText('Touch the fob now')).toBeTruthy();
  expect(alert.getByText('15 s')).toBeTruthy();
  expect(screen.getAllByText('done')).toHaveLength(2);
  expect(document.querySelector('[aria-current=step]')?.textContent).toContain('Proven');
  expect(await flaws()).toEqual([]);
  await key('Escape');
  expect(desk.times('stop')).toBe(1);
  expect(await screen.findByText('Stopping as soon as the fob stops waiting')).toBeTruthy();
  desk.tell({ event: 'touch_over' });
  end(issued());
  expect(await screen.findByRole('button', { name: 'No sheet' })).toBeTruthy();
});

test('of several people none is given a fob before one is picked', async () => {
  const anna = person({ login: 'amuller', name: 'Anna Müller' });
  const { desk } = await open({ people_find: [anna, zoe] });
  await find('mül');
  await listed(2);
  expect(await flaws()).toEqual([]);
  await key('ArrowDown');
  await key('Enter');
  expect(await screen.findByRole('heading', { name: 'A fob for Zoë Müller' })).toBeTruthy();
  expect(desk.times('issue')).toBe(0);
  await key('Enter');
  await vi.waitFor(() => expect(desk.last('issue')?.['person']).toBe('zmueller'));
});

test('who types a whole login and Enter need not wait for the list', async () => {
  const { desk } = await open();
  await find('zmueller');
  await key('Enter');
  await vi.waitFor(() => expect(desk.times('issue')).toBe(1));
});

test('a part of a name and Enter at once shows who that is, and gives nothing', async () => {
  const { desk } = await open();
  await find('zm');
  await key('Enter');
  expect(await screen.findByRole('heading', { name: 'A fob for Zoë Müller' })).toBeTruthy();
  expect(desk.times('issue')).toBe(0);
});

test('somebody new is added on the spot', async () => {
  const ivan = person({ login: 'ivan', name: 'Ivan Petrov' });
  const { desk } = await open({ people_find: [], people_add: ivan });
  await find('Ivan Petrov');
  await listed(1);
  await key('Enter');
  const login = await screen.findByLabelText('Login');
  await vi.waitFor(() => expect(document.activeElement).toBe(login));
  expect(await flaws()).toEqual([]);
  await fireEvent.input(login, { target: { value: 'ivan' } });
  await fireEvent.submit(login.closest('form') ?? login);
  expect(await screen.findByRole('heading', { name: 'A fob for Ivan Petrov' })).toBeTruthy();
  const card = { name: 'Ivan Petrov', login: 'ivan', email: null, department: null };
  expect(desk.last('people_add')).toEqual(card);
});

test('among several fobs one is chosen first, by its number', async () => {
  const other = fob({ reader: 'b', serial: '7', model: 'Nitrokey 3' });
  const { desk } = await open({ fobs: { fobs: [fob(), other], troubles: [] } });
  await give();
  const choice = screen.getByRole('button', { name: /Choose YubiKey 5 NFC/ });
  await vi.waitFor(() => expect(document.activeElement).toBe(choice));
  expect(desk.times('issue')).toBe(0);
  expect(await flaws()).toEqual([]);
  await fireEvent.keyDown(choice, { key: '2', code: 'Digit2' });
  expect(screen.getByRole('button', { name: /Choose Nitrokey/, pressed: true })).toBeTruthy();
  await key('Enter');
  await vi.waitFor(() => expect(desk.last('issue')?.['fob']).toBe('7'));
});
