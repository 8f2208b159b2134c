import { fireEvent, render, screen, within } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect, test, vi } from 'vitest';
import type { TokenCard } from '../../bindings/TokenCard';
import { entry, person, PlayedDesk, report } from '../../shared/desk.fixture';
import People from './People.svelte';

const zoe = person({ tokens: [token()] });
const anna = person({ login: 'anna', name: 'Anna Ozola', department: null });
const codes = {
  set: '7K-03',
  created: '2026-11-22T10:00:00Z',
  by: 'os:irina',
  count: 10,
  left: 8,
  voided: null,
};

function token(change: Partial<TokenCard> = {}): TokenCard {
  return {
    id: 't1',
    kind: 'hotp',
    digits: 6,
    algorithm: 'sha1',
    state: 'assigned',
    next: 1204,
    fob: '12345678',
    place: 'slot2',
    ...change,
  };
}

function played(answers: Record<string, unknown> = {}): PlayedDesk {
  return new PlayedDesk({
    people_find: ({ text }: { text: string }) =>
      [zoe, anna].filter((one) => `${one.login} ${one.name}`.toLowerCase().includes(text)),
    people_show: ({ login }: { login: string }) => (login === 'anna' ? anna : zoe),
    codes_status: codes,
    history: [entry(), entry({ n: 2, act: 'issue.given', fob: '12345678' })],
    ...answers,
  });
}

function open(desk: PlayedDesk, more: { chosen?: string; adding?: boolean } = {}) {
  const onhistory = vi.fn();
  render(People, { desk, onhistory, onsync: vi.fn(), onrecover: vi.fn(), ...more });
  return onhistory;
}

const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }));

test('typing finds a person, and Enter opens the page', async () => {
  const desk = played();
  open(desk);
  expect(await screen.findByText('2 people')).toBeTruthy();
  const search = screen.getByRole('combobox');
  await fireEvent.input(search, { target: { value: 'zoë' } });
  await screen.findByText('One person');
  await fireEvent.keyDown(search, { key: 'Enter' });
  const heading = await screen.findByRole('heading', { level: 2, name: 'Zoë Müller' });
  await vi.waitFor(() => expect(document.activeElement).toBe(heading));
  const fobs = within(screen.getByRole('region', { name: 'Fobs' }));
  expect(fobs.getByText('12\u00a0345\u00a0678', { normalizer: (raw) => raw })).toBeTruthy();
  for (const text of ['given', '1,204']) expect(fobs.getByText(text)).toBeTruthy();
  expect(screen.getByText('8 of 10 codes left')).toBeTruthy();
  expect(screen.getByText('Fob given')).toBeTruthy();
});

test('arrows move through the list', async () => {
  open(played());
  await screen.findByText('Anna Ozola');
  const list = screen.getByRole('listbox');
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowDown']) {
    await fireEvent.keyDown(list, { key });
  }
  expect(screen.getByRole('option', { selected: true }).textContent).toContain('Anna');
});

test('whoever types anywhere types into the search', async () => {
  open(played());
  await screen.findByText('Anna Ozola');
  await fireEvent.keyDown(document.body, { key: 'z' });
  expect(document.activeElement).toBe(screen.getByRole('combobox'));
});

test('Escape goes from a person back to the search', async () => {
  open(played(), { chosen: 'anna' });
  await screen.findByRole('heading', { level: 2, name: 'Anna Ozola' });
  await fireEvent.keyDown(window, { key: 'Escape' });
  expect(screen.queryByRole('heading', { level: 2 })).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole('combobox'));
});

test('a new person is added with what was searched for, and what is wrong is told', async () => {
  const desk = played({ people_add: report('login_taken', { what: 'Somebody has it.' }) });
  open(desk, { adding: true });
  const dialog = within(await screen.findByRole('dialog'));
  await fireEvent.input(dialog.getByLabelText('Name'), { target: { value: 'Anna Ozola' } });
  await fireEvent.input(dialog.getByLabelText('Login'), { target: { value: 'anna' } });
  await fireEvent.click(dialog.getByRole('button', { name: 'Add' }));
  expect(await dialog.findByText('Somebody has it.')).toBeTruthy();
  desk.answers['people_add'] = anna;
  await fireEvent.click(dialog.getByRole('button', { name: 'Add' }));
  expect(await screen.findByRole('heading', { level: 2, name: 'Anna Ozola' })).toBeTruthy();
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(desk.last('people_add')).toEqual({
    login: 'anna',
    name: 'Anna Ozola',
    email: null,
    department: null,
  });
});

test('a refused deletion says why, and deletes nobody', async () => {
  const refusal = report('person_has_fobs', { what: 'She still has fobs.' });
  const desk = played({ people_delete: refusal });
  open(desk, { chosen: 'zmueller' });
  await press('Delete this person');
  const dialog = within(await screen.findByRole('dialog'));
  await fireEvent.click(dialog.getByRole('button', { name: 'Delete' }));
  expect(await dialog.findByText('She still has fobs.')).toBeTruthy();
  expect(dialog.queryByRole('button', { name: 'Delete' })).toBeNull();
  await fireEvent.click(dialog.getByRole('button', { name: 'Close' }));
  expect(screen.getByRole('heading', { level: 2, name: 'Zoë Müller' })).toBeTruthy();
});

test('a deleted person is gone from the page', async () => {
  const desk = played({ people_delete: null });
  open(desk, { chosen: 'zmueller' });
  await press('Delete this person');
  const dialog = within(await screen.findByRole('dialog'));
  await fireEvent.click(dialog.getByRole('button', { name: 'Delete' }));
  await vi.waitFor(() => expect(screen.queryByRole('heading', { level: 2 })).toBeNull());
  expect(desk.last('people_delete')).toEqual({ login: 'zmueller' });
});

test('another login leads on with the new one', async () => {
  const desk = played({ people_rename: person({ login: 'zoe' }) });
  open(desk, { chosen: 'zmueller' });
  await press('Change the login');
  const dialog = within(await screen.findByRole('dialog'));
  await fireEvent.input(dialog.getByLabelText('Login'), { target: { value: 'zoe' } });
  await fireEvent.click(dialog.getByRole('button', { name: 'Change' }));
  await vi.waitFor(() => expect(desk.last('people_show')).toEqual({ login: 'zoe' }));
  expect(desk.last('people_rename')).toEqual({ old: 'zmueller', new: 'zoe' });
});

test('a new sheet says that the old one is void, and where the new one went', async () => {
  const set = { ...codes, set: '7K-04', left: 10 };
  const desk = played({ printers: ['Desk'], codes_issue: { set, file: null } });
  open(desk, { chosen: 'zmueller' });
  await press('New sheet');
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText(/becomes void/)).toBeTruthy();
  await fireEvent.click(await dialog.findByRole('button', { name: 'Print on Desk' }));
  expect(await dialog.findByText('Set 7K-04 with 10 codes is sent to Desk.')).toBeTruthy();
  expect(desk.last('codes_issue')).toEqual({
    login: 'zmueller',
    count: null,
    to: { kind: 'print', queue: 'Desk' },
    paper: null,
  });
});

test('a new sheet is shown before it is made, on the paper that is chosen', async () => {
  const shape = { path: 'M0 0L1 1', fill: '#16181d', stroke: null, width: 0 };
  const picture = (args: unknown) => {
    const { paper } = args as { paper: string | null };
    return { paper: paper ?? 'a4', width: 595, height: 842, shapes: [shape] };
  };
  const set = { ...codes, set: '7K-04', left: 10 };
  const desk = played({
    printers: ['Desk'],
    sheet_preview: picture,
    codes_issue: { set, file: null },
  });
  open(desk, { chosen: 'zmueller' });
  await press('New sheet');
  const dialog = within(await screen.findByRole('dialog'));
  const shown = await dialog.findByRole('img', { name: /codes are dots/ });
  expect(shown.dataset['picture']).toBe('a4');
  expect(shown.querySelector('path')?.getAttribute('d')).toBe('M0 0L1 1');
  const field = dialog.getByLabelText<HTMLSelectElement>('Paper');
  expect(field.value).toBe('a4');
  await fireEvent.change(field, { target: { value: 'card' } });
  await vi.waitFor(() => expect(dialog.getByRole('img').dataset['picture']).toBe('card'));
  expect(desk.last('sheet_preview')).toEqual({ login: 'zmueller', paper: 'card' });
  expect(desk.times('codes_issue')).toBe(0);
  await fireEvent.click(dialog.getByRole('button', { name: 'Print on Desk' }));
  await vi.waitFor(() => expect(desk.last('codes_issue')?.['paper']).toBe('card'));
});

test('letters are about the fobs that there are', async () => {
  const token = { id: 't', kind: 'hotp', digits: 6, algorithm: 'sha1', next: 1, place: 'oath' };
  const tokens = [
    { ...token, id: 'a', fob: '1000001', state: 'assigned' },
    { ...token, id: 'b', fob: '1000002', state: 'lost' },
    { ...token, id: 'c', fob: '1000003', state: 'retired' },
  ];
  const desk = played({
    printers: ['Desk'],
    people_show: person({ tokens }),
    history: [entry({ act: 'fob.returned', fob: '1000004' })],
    letter: { letter: 'registration', person: 'zmueller', fob: '1000001', file: null },
  });
  open(desk, { chosen: 'zmueller' });
  await press('Print a letter');
  const dialog = within(await screen.findByRole('dialog'));
  const choices = await dialog.findAllByRole('radio');
  expect(choices.map((one) => one.dataset['letter'])).toEqual(['lost', 'registration', 'return']);
  expect(dialog.queryByRole('button', { name: 'Save as text' })).toBeNull();
  await fireEvent.click(dialog.getByRole('radio', { name: /How to use/ }));
  await fireEvent.click(dialog.getByRole('button', { name: 'Print on Desk' }));
  expect(await dialog.findByText('The letter is sent to Desk.')).toBeTruthy();
  expect(desk.last('letter')).toEqual({
    kind: 'registration',
    person: null,
    fob: '1000001',
    emergency: null,
    to: { kind: 'print', queue: 'Desk' },
  });
});

test('the language of the papers is a choice', async () => {
  const desk = played({ people_language: person({ language: 'ru' }) });
  open(desk, { chosen: 'zmueller' });
  const field = await screen.findByLabelText<HTMLSelectElement>('Language of papers');
  expect(field.value).toBe('');
  await fireEvent.change(field, { target: { value: 'ru' } });
  await vi.waitFor(() =>
    expect(desk.last('people_language')).toEqual({ login: 'zmueller', language: 'ru' }),
  );
});

test('a list is looked at first and taken in afterwards', async () => {
  const would = {
    format: 'people',
    rows: 4,
    new: 2,
    known: 1,
    refused: [{ row: 3, why: 'No login.' }],
  };
  const desk = played({ people_list_open: would, people_list_take: would });
  open(desk);
  await press('Import a list');
  const dialog = within(await screen.findByRole('dialog'));
  expect(await dialog.findByText('No login.')).toBeTruthy();
  expect(desk.times('people_list_take')).toBe(0);
  const found = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
  const own = found.violations.filter(
    (one) => one.id !== 'region' && one.id !== 'page-has-heading-one',
  );
  expect(own.map((one) => one.id)).toEqual([]);
  await fireEvent.click(dialog.getByRole('button', { name: 'Take in 2 people' }));
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(desk.times('people_list_take')).toBe(1);
});

test('who chooses no list is back where the list was asked for', async () => {
  const desk = played({ people_list_open: report('stopped') });
  open(desk);
  await press('Import a list');
  await vi.waitFor(() => expect(desk.times('people_list_open')).toBe(1));
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(screen.queryByRole('alert')).toBeNull();
});

test('who has lost a fob, or needs none for some days, is marked in the list and on the page', async () => {
  const suspended = {
    since: '2026-11-22T10:00:00Z',
    until: '2026-11-27T12:15:00Z',
    reason: 'Left at home',
    by: 'os:irina',
  };
  const gone = { ...zoe, tokens: [token({ state: 'lost' })], suspended };
  open(played({ people_find: [gone, anna], people_show: gone }), { chosen: 'zmueller' });
  expect(await screen.findByText('fob lost')).toBeTruthy();
  expect(screen.getByText('no fob needed')).toBeTruthy();
  expect(
    await screen.findByText(/^No fob needed until 27 Nov 2026.* · Left at home$/),
  ).toBeTruthy();
  const fobs = within(screen.getByRole('region', { name: 'Fobs' }));
  expect(fobs.getByText('lost')).toBeTruthy();
});

test('a fob that is not plugged in is taken back as it is', async () => {
  const desk = played({ fob_return: { fob: { serial: '12345678', state: 'returned' } } });
  open(desk, { chosen: 'zmueller' });
  await press('Take back');
  const dialog = within(await screen.findByRole('dialog'));
  const take = dialog.getByRole('button', { name: 'Take back' });
  await vi.waitFor(() => expect(document.activeElement).toBe(take));
  await fireEvent.click(take);
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(desk.last('fob_return')).toEqual({ fob: '12345678', wipe: false });
});

test('a fob is retired with a reason, and of several the one that is named', async () => {
  const two = { ...zoe, tokens: [token(), token({ id: 't2', fob: '7654321', state: 'lost' })] };
  const desk = played({ people_show: two, fob_retire: report('fob_out_of_use') });
  open(desk, { chosen: 'zmueller' });
  await press('Retire');
  const box = await screen.findByRole('dialog');
  const dialog = within(box);
  const form = box.querySelector('form') as HTMLFormElement;
  await fireEvent.submit(form);
  await fireEvent.click(dialog.getByRole('radio', { name: /7.654.321/ }));
  await fireEvent.submit(form);
  expect(dialog.getByText(/^A few words are needed/)).toBeTruthy();
  expect(desk.times('fob_retire')).toBe(0);
  await fireEvent.click(dialog.getByRole('button', { name: /^Broken/ }));
  await fireEvent.submit(form);
  expect(await dialog.findByText('What fob_out_of_use is.')).toBeTruthy();
  expect(desk.last('fob_retire')).toEqual({ fob: '7654321', reason: 'Broken' });
});
