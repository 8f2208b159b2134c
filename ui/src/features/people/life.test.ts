import { fireEvent, render, screen, within } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect, test, vi } from 'vitest';
import { person, PlayedDesk } from '../../shared/desk.fixture';
import { said } from '../../shared/said.svelte';
import People from './People.svelte';

const UNTIL = '2026-11-27T12:15:00Z';
const lost = {
  id: 't1',
  kind: 'hotp',
  digits: 6,
  algorithm: 'sha1',
  state: 'lost',
  next: 7,
  fob: '12345678',
  place: 'oath',
};

function open(change: object, answers: Record<string, unknown> = {}) {
  const zoe = person(change);
  const desk = new PlayedDesk({
    people_find: [zoe],
    people_show: zoe,
    codes_status: { set: null, created: null, by: null, count: 0, left: 0, voided: null },
    ...answers,
  });
  render(People, {
    desk,
    chosen: 'zmueller',
    onhistory: vi.fn(),
    onsync: vi.fn(),
    onrecover: vi.fn(),
  });
  return desk;
}

const press = async (name: string | RegExp) =>
  fireEvent.click(await screen.findByRole('button', { name }));

async function flaws(): Promise<string[]> {
  const rules = { 'color-contrast': { enabled: false }, region: { enabled: false } };
  document.documentElement.lang = 'en';
  document.title = 'Fobdesk';
  const found = await axe.run(document, { rules });
  return found.violations.map((one) => `${one.id}: ${one.nodes[0]?.html ?? ''}`);
}

test('who must have a fob is told until when, and it is put off with a reason', async () => {
  const must = { since: UNTIL, until: '2099-11-27T12:15:00Z', deferred: false };
  const desk = open({ must }, { defer: { person: 'zmueller', until: UNTIL } });
  expect(await screen.findByText(/^Must have a fob by 27 Nov 2099/)).toBeTruthy();
  await press('Put off');
  const dialog = within(await screen.findByRole('dialog'));
  await fireEvent.click(dialog.getByRole('button', { name: '7 days' }));
  expect(desk.times('defer')).toBe(0);
  expect(dialog.getByText(/^A few words are needed/)).toBeTruthy();
  expect(await flaws()).toEqual([]);
  await fireEvent.click(dialog.getByRole('button', { name: /^On leave/ }));
  await fireEvent.click(dialog.getByRole('button', { name: '7 days' }));
  await vi.waitFor(() =>
    expect(desk.last('defer')).toEqual({ login: 'zmueller', days: 7, reason: 'On leave' }),
  );
  await vi.waitFor(() => expect(said.text).toMatch(/^Put off until 27 Nov 2026/));
});

test('what was put off for good, what is overdue and what is lent stand on the page', async () => {
  open({
    must: { since: UNTIL, until: null, deferred: true },
    loan: { fob: '87654321', since: UNTIL, until: UNTIL, overdue: true, by: 'os:irina' },
  });
  expect(await screen.findByText('Must have a fob; put off for good.')).toBeTruthy();
  expect(screen.getByText(/^Fob 87 654 321 was due back on 27 Nov 2026/)).toBeTruthy();
});

test('a fob on loan has its slip, and is not called anybody’s own', async () => {
  const token = { ...lost, state: 'assigned' };
  open({
    tokens: [token, { ...token, id: 't2', fob: '87654321' }],
    loan: { fob: '87654321', since: UNTIL, until: UNTIL, overdue: false, by: 'os:irina' },
    printers: [],
  });
  await press('Print a letter');
  const dialog = within(await screen.findByRole('dialog'));
  const kinds = () =>
    dialog.getAllByRole('radio').map((radio) => (radio as HTMLElement).dataset['letter']);
  await vi.waitFor(() => expect(kinds()).toEqual(['loaner', 'registration']));
  expect(dialog.getByText('The fob is lent: until when')).toBeTruthy();
  expect(dialog.getByText(/^How to use the fob · 12.345.678/)).toBeTruthy();
});

test('a lost fob that cannot be plugged in is found on the page', async () => {
  const fate = { fob: { serial: '12345678', state: 'assigned' }, emergency: null, person: null };
  const desk = open({ tokens: [lost] }, { found: { ...fate, undo: null } });
  await press('Found');
  const dialog = within(await screen.findByRole('dialog', { name: /^Fob 12.345.678 of Zoë/ }));
  expect(await flaws()).toEqual([]);
  await fireEvent.click(dialog.getByRole('button', { name: 'Give it back' }));
  await vi.waitFor(() =>
    expect(desk.last('found')).toEqual({ fob: '12345678', fate: 'give_back' }),
  );
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('people who left are looked at before anything ends', async () => {
  const swept = {
    rows: 3,
    swept: 2,
    unknown: ['nobody'],
    fobs: [{ serial: '12345678', person: 'zmueller' }],
    refused: [{ row: 4, why: 'The line has no login.' }],
  };
  const desk = open({}, { people_leavers_open: swept, people_leavers_take: swept });
  await press('People who left …');
  const dialog = within(await screen.findByRole('dialog'));
  await fireEvent.click(dialog.getByRole('button', { name: 'Choose the file' }));
  expect(desk.times('people_leavers_open')).toBe(0);
  await fireEvent.click(dialog.getByRole('button', { name: /^Left the house/ }));
  await fireEvent.click(dialog.getByRole('button', { name: 'Choose the file' }));
  expect(await dialog.findByText('2 people would not get in any more.')).toBeTruthy();
  expect(dialog.getByText('Not known here: nobody')).toBeTruthy();
  expect(dialog.getByText('12 345 678')).toBeTruthy();
  expect(dialog.getByText(/The line has no login/)).toBeTruthy();
  expect(desk.times('people_leavers_take')).toBe(0);
  expect(await flaws()).toEqual([]);
  await fireEvent.click(dialog.getByRole('button', { name: 'End it for 2 people' }));
  expect(await dialog.findByText('2 people do not get in any more.')).toBeTruthy();
  expect(desk.times('people_leavers_take')).toBe(1);
  expect(desk.last('people_leavers_open')).toEqual({ reason: 'Left the house' });
});
