import { fireEvent, render, screen, within } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect, test, vi } from 'vitest';
import { person, PlayedDesk, report } from '../../shared/desk.fixture';
import { said } from '../../shared/said.svelte';
import Bench from './Bench.svelte';
import { fob, profiles } from './fobs.fixture';
import { Plugged } from './plugged.svelte';

// jsdom answers no media queries.
vi.stubGlobal('matchMedia', () => ({ matches: true }));

const glance = {
  token: 't1',
  place: 'slot1',
  kind: 'hotp',
  verdict: 'cannot_tell',
  say: 'A slot does not tell its counter.',
};
const lost = fob({ person: 'zmueller', state: 'lost' });
const given = fob({ person: 'zmueller', state: 'assigned', glances: [glance] as never });
const plugs = (...fobs: unknown[]) => ({ fobs, troubles: [] });

async function open(answers: Record<string, unknown> = {}) {
  const fate = (state: string) => ({
    fob: { serial: '12345678', state },
    emergency: null,
    person: 'zmueller',
  });
  const desk = new PlayedDesk({
    fobs: plugs(),
    profiles,
    settle: [],
    waiting: [],
    stop: null,
    people_show: person(),
    found: fate('assigned'),
    fob_return: fate('returned'),
    ...answers,
  });
  const plugged = new Plugged(desk);
  render(Bench, { plugged, onsync: vi.fn() });
  await plugged.start();
  return { desk, plugged };
}

async function plug(desk: PlayedDesk, ...fobs: unknown[]) {
  desk.answers['fobs'] = plugs(...fobs);
  desk.tell({ event: 'inserted', reader: lost.reader });
  return screen.findByRole('article');
}

const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document, { key });
const button = (name: string | RegExp) => screen.findByRole('button', { name });

async function isIn(element: Promise<HTMLElement> | HTMLElement) {
  const there = await element;
  await vi.waitFor(() => expect(document.activeElement).toBe(there));
  return there;
}

async function flaws(): Promise<string[]> {
  document.documentElement.lang = 'en';
  document.title = 'Fobdesk';
  const rules = { 'color-contrast': { enabled: false }, region: { enabled: false } };
  const found = await axe.run(document, { rules });
  return found.violations.map((one) => `${one.id}: ${one.nodes[0]?.html ?? ''}`);
}

test('a lost fob asks at once, and Enter gives it back: two acts', async () => {
  const { desk } = await open();
  await plug(desk, lost);
  const give = await isIn(button(/^Give it back to Zoë Müller/));
  expect(screen.getByRole('heading', { name: 'This fob was reported lost' })).toBeTruthy();
  expect(screen.queryByRole('combobox', { name: 'Who is it for?' })).toBeNull();
  expect(await flaws()).toEqual([]);
  desk.answers['fobs'] = plugs(given);
  expect(await fireEvent.keyDown(give, { key: 'Enter' })).toBe(true);
  await fireEvent.click(give);
  await vi.waitFor(() =>
    expect(desk.last('found')).toEqual({ fob: '12345678', fate: 'give_back' }),
  );
  expect(await screen.findByRole('combobox', { name: 'Who is it for?' })).toBeTruthy();
  await vi.waitFor(() => expect(said.text).toContain('Zoë Müller’s again'));
});

test('a lost fob that is pressed decides nothing with the Enter behind its code', async () => {
  const { desk } = await open();
  await plug(desk, lost);
  const give = await isIn(button(/^Give it back/));
  for (const key of '755224') await press(key);
  expect(await fireEvent.keyDown(give, { key: 'Enter' })).toBe(false);
  expect(desk.times('found')).toBe(0);
});

test('it is asked for what it holds, with a finger, and Escape stops that', async () => {
  let end: (value: unknown) => void = () => {};
  const { desk } = await open({ found: () => new Promise((done) => (end = done)) });
  await plug(desk, lost);
  await fireEvent.click(await button(/^Give it back/));
  desk.tell({ event: 'touch', seconds: 15 });
  expect(await screen.findByText('Touch the fob now')).toBeTruthy();
  expect(await flaws()).toEqual([]);
  await press('Escape');
  expect(desk.times('stop')).toBe(1);
  end(Promise.reject(report('stopped', { severity: 'warning' })));
  await isIn(button(/^Give it back/));
  expect(screen.queryByText('What stopped is.')).toBeNull();
});

test('one that was changed meanwhile is not given back', async () => {
  const { desk } = await open({ found: report('found_changed') });
  await plug(desk, lost);
  await fireEvent.click(await button(/^Give it back/));
  expect(await screen.findByText('What found_changed is.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /^Give it back/ })).toBeNull();
  await isIn(button(/^Keep it out of use/));
  expect(await flaws()).toEqual([]);
});

test('kept out of use it does not ask again before it is pulled', async () => {
  const { desk } = await open();
  await plug(desk, lost);
  await fireEvent.click(await button(/^Keep it out of use/));
  expect(await screen.findByText(/^It stays out of use/)).toBeTruthy();
  expect(desk.last('found')).toEqual({ fob: '12345678', fate: 'deny' });
  expect(await flaws()).toEqual([]);
  await fireEvent.click(await button('Decide again'));
  expect(await button(/^Give it back/)).toBeTruthy();
});

test('it is retired only after one more question', async () => {
  const { desk } = await open();
  await plug(desk, lost);
  await fireEvent.click(await button(/^Retire it/));
  expect(desk.times('found')).toBe(0);
  expect(await screen.findByText(/^Retire it for good/)).toBeTruthy();
  desk.answers['fobs'] = plugs(fob({ state: 'retired' }));
  await fireEvent.click(await isIn(button('Retire it')));
  expect(await screen.findByRole('heading', { name: 'This fob was retired' })).toBeTruthy();
  expect(desk.last('found')).toEqual({ fob: '12345678', fate: 'retire' });
  expect(screen.queryByRole('combobox', { name: 'Who is it for?' })).toBeNull();
});

test('among several fobs a lost one is marked, and asks when it is chosen', async () => {
  const { desk } = await open();
  desk.answers['fobs'] = plugs(lost, fob({ serial: '7', reader: 'b' }));
  desk.tell({ event: 'inserted', reader: 'b' });
  expect(await screen.findByText('· reported lost')).toBeTruthy();
  expect(screen.getByRole('combobox', { name: 'Who is it for?' })).toBeTruthy();
  await fireEvent.keyDown(document.body, { key: '1', code: 'Digit1', altKey: true });
  expect(await button(/^Give it back/)).toBeTruthy();
});

test('a fob is taken back and emptied in three acts, and what goes is said first', async () => {
  const { desk } = await open();
  await plug(desk, given);
  await screen.findByRole('combobox', { name: 'Who is it for?' });
  await press('F8');
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText('Slot 1, short touch')).toBeTruthy();
  const take = await isIn(dialog.findByRole('button', { name: 'Take back and empty' }));
  expect(await flaws()).toEqual([]);
  desk.answers['fobs'] = plugs(fob({ state: 'returned' }));
  await fireEvent.click(take);
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(desk.last('fob_return')).toEqual({ fob: '12345678', wipe: true });
  expect(said.text).toContain('is back and empty');
  expect(screen.queryByRole('button', { name: /^Take back/ })).toBeNull();
});

test('a fob that is pulled in the middle says so, and goes on when it is asked again', async () => {
  const { desk } = await open({ fob_return: report('fob_gone') });
  await plug(desk, given);
  await fireEvent.click(await button(/^Take back and empty/));
  const dialog = within(await screen.findByRole('dialog'));
  await fireEvent.click(dialog.getByRole('button', { name: 'Take back and empty' }));
  expect(await dialog.findByText('What fob_gone is.')).toBeTruthy();
  const again = await isIn(dialog.findByRole('button', { name: 'Try again' }));
  desk.answers['fob_return'] = {
    fob: { serial: '12345678', state: 'returned' },
    emergency: null,
    person: 'zmueller',
  };
  await fireEvent.click(again);
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('nobody takes back what nobody has', async () => {
  const { desk } = await open();
  await plug(desk, fob());
  await press('F8');
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(screen.queryByRole('button', { name: /^Take back/ })).toBeNull();
});

test('a fob that came back and was pulled before it was empty is offered to be emptied', async () => {
  const { desk } = await open();
  await plug(desk, fob({ state: 'returned', full: true }));
  expect(await screen.findByText(/^This fob came back and still holds/)).toBeTruthy();
  await press('F8');
  const dialog = within(await screen.findByRole('dialog', { name: /^Empty fob 12.345.678\?$/ }));
  await fireEvent.click(dialog.getByRole('button', { name: 'Empty it now' }));
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(desk.last('fob_return')).toEqual({ fob: '12345678', wipe: true });
});
