import { fireEvent, screen, within } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import { report } from '../../shared/desk.fixture';
import { say } from '../../words';
import {
  begin,
  code,
  flaws,
  Hand,
  isIn,
  open,
  press,
  set,
  token,
  type,
  UNTIL,
  verdict,
  who,
  zoe,
} from './recovery.fixture';

const answer = (name: string | RegExp) => screen.findByRole('region', { name });

test('a person at a glance, and the keyboard goes to the code by itself', async () => {
  const lost = token({ id: 't0', fob: '99999999', state: 'lost' });
  const suspended = { since: UNTIL, until: UNTIL, reason: 'Left at home', by: 'os:irina' };
  open({ people_find: [{ ...zoe, tokens: [lost, token()], suspended }] });
  await isIn(who());
  expect(screen.getByText('Type a name')).toBeTruthy();
  expect(await flaws()).toEqual([]);
  await type('zo');
  await isIn(code());
  const side = within(await screen.findByRole('complementary', { name: 'How Zoë Müller stands' }));
  expect(await side.findByText('7 of 10 codes left')).toBeTruthy();
  expect(side.getByText('given')).toBeTruthy();
  expect(side.getByText('lost')).toBeTruthy();
  expect(side.getByText(/^No fob needed until 27 Nov 2026/)).toBeTruthy();
  expect(side.getByText(/^Left at home · irina/)).toBeTruthy();
  expect(await flaws()).toEqual([]);
});

test('who has a fob and no valid sheet is marked in red and in words', async () => {
  open({ codes_status: set({ left: 0, voided: UNTIL }) });
  await begin();
  expect(await screen.findByText(/^A fob, but no valid sheet/)).toBeTruthy();
  expect(screen.getByText('no valid sheet')).toBeTruthy();
  expect(document.querySelector('[data-bare=true]')).toBeTruthy();
  expect(await flaws()).toEqual([]);
});

test('a code is asked about as it was read out, and is nowhere afterwards', async () => {
  const { desk } = open();
  await begin();
  await type('7k2qm 9txa1-fbdsk');
  expect((await code()).value).toBe('7K2QM-9TXA1-FBDSK');
  desk.answers['codes_status'] = set({ left: 6 });
  await press('Enter');
  const said = await answer('Accepted');
  expect(said.textContent).toContain('Row 4 is spent: cross it out. 6 codes are left.');
  expect(desk.last('codes_verify')).toEqual({ login: 'zmueller', code: '7K2QM-9TXA1-FBDSK' });
  const field = await code();
  await vi.waitFor(() => expect(field.value).toBe(''));
  await isIn(field);
  expect(document.body.innerHTML).not.toContain('FBDSK');
  expect(await screen.findByText('6 of 10 codes left')).toBeTruthy();
  // The next code begins anew.
  await type('7');
  expect(screen.queryByText('Accepted')).toBeNull();
});

test('each verdict has its words, its colour and its sign', async () => {
  const looks = [
    [verdict(), 'ok', 'Accepted'],
    [verdict({ row: null, left: 0 }), 'ok', 'Accepted'],
    [verdict({ verdict: 'used' }), 'bad', 'Row 4 was used before'],
    [verdict({ verdict: 'used', row: null }), 'bad', /^This emergency code was used/],
    [verdict({ verdict: 'void' }), 'bad', 'This code is void'],
    [verdict({ verdict: 'wrong', row: null }), 'bad', 'This is no code of Zoë Müller'],
    [verdict({ verdict: 'mistyped', row: null }), 'warn', 'Mistyped'],
    [verdict({ verdict: 'throttled', row: null, until: UNTIL }), 'warn', 'Too many wrong codes'],
  ] as const;
  const { desk } = open();
  await begin();
  for (const [said, tone, words] of looks) {
    desk.answers['codes_verify'] = said;
    await type('7k2qm9txa1fbdsk');
    await press('Enter');
    const region = await answer(words);
    expect(region.className, said.verdict).toContain(tone);
    expect(region.querySelector('.sign svg'), said.verdict).toBeTruthy();
    expect(await flaws(), said.verdict).toEqual([]);
    if (said.verdict === 'mistyped') await press('Escape');
    const field = await code();
    await vi.waitFor(() => expect(field.value, said.verdict).toBe(''));
  }
  expect(screen.getByText(/^Nothing is checked until 27 Nov 2026/)).toBeTruthy();
});

test('a slip is pointed at, and the next key replaces that very symbol', async () => {
  const { desk } = open({ codes_verify: verdict({ verdict: 'mistyped', row: null, look_at: 7 }) });
  await begin();
  await type('7k2qm9txa1fbdsk');
  await press('Enter');
  expect(await answer('Mistyped: look at character 7')).toBeTruthy();
  const field = await code();
  await vi.waitFor(() => expect([field.selectionStart, field.selectionEnd]).toEqual([7, 8]));
  expect(document.querySelector('.pointed')?.textContent).toBe('T');
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect(await flaws()).toEqual([]);
  desk.answers['codes_verify'] = verdict();
  await type('7');
  expect(field.value).toBe('7K2QM-97XA1-FBDSK');
  await press('Enter');
  expect(await answer('Accepted')).toBeTruthy();
});

test('what is too short is told by its length', async () => {
  open({ codes_verify: verdict({ verdict: 'mistyped', row: null }) });
  await begin();
  await type('7k2qm9txa1fbds');
  await press('Enter');
  expect(await screen.findByText(/^14 characters are there/)).toBeTruthy();
});

test('a sheet is printed in three acts, where the last one was', async () => {
  const { desk } = open({ printers: ['Front-desk', 'Hall'] });
  await begin();
  await fireEvent.change(await screen.findByRole('combobox', { name: 'Printer' }), {
    target: { value: 'Hall' },
  });
  await fireEvent.click(screen.getByRole('button', { name: 'Print' }));
  const to = { kind: 'print', queue: 'Hall' };
  const hall = { login: 'zmueller', count: null, to, paper: null };
  await vi.waitFor(() => expect(desk.last('codes_issue')).toEqual(hall));
  expect(await screen.findByText('Set 7K-04 with 10 codes is sent to Hall.')).toBeTruthy();
  expect(await screen.findByText('10 of 10 codes left')).toBeTruthy();
  // F5 has brought somebody else here.
  const hand = new Hand();
  await hand.press('Escape');
  hand.acts = 1;
  await isIn(who());
  await hand.types('zoë');
  await isIn(code());
  await hand.press('F6');
  await vi.waitFor(() => expect(desk.times('codes_issue')).toBe(2));
  expect(desk.last('codes_issue')).toEqual(hall);
  expect(hand.acts).toBeLessThanOrEqual(3);
  expect(await flaws()).toEqual([]);
});

test('a printer that refuses is told, and a file dialog that is closed is not', async () => {
  const { desk } = open({ codes_issue: report('print_failed') });
  await begin();
  await screen.findByRole('button', { name: /Print on/ });
  await press('F6');
  expect(await screen.findByText('What print_failed is.')).toBeTruthy();
  desk.answers['codes_issue'] = report('stopped');
  await fireEvent.click(screen.getByRole('button', { name: 'Save as PDF' }));
  await vi.waitFor(() => expect(screen.queryByText('What print_failed is.')).toBeNull());
  expect(screen.queryByText('What stopped is.')).toBeNull();
});

test('a key that is held prints one sheet', async () => {
  const { desk } = open();
  await begin();
  await screen.findByRole('button', { name: /Print on/ });
  await press('F6');
  expect(await screen.findByText('Set 7K-04 with 10 codes is sent to Front-desk.')).toBeTruthy();
  await fireEvent.keyDown(document.activeElement ?? document, { key: 'F6', repeat: true });
  expect(desk.times('codes_issue')).toBe(1);
});

test('Russian counts codes and days as Russian does', () => {
  const left = [0, 1, 3, 7].map((n) => say('recovery-accepted-row', { row: 4, left: n }, 'ru'));
  expect(left.map((words) => words.split(/[.:] /).at(-1))).toEqual([
    'сделайте новый лист.',
    'Остался 1 код.',
    'Осталось 3 кода.',
    'Осталось 7 кодов.',
  ]);
  const days = [1, 3, 10].map((count) => say('recovery-days-count', { count }, 'ru'));
  expect(days).toEqual(['1 день', '3 дня', '10 дней']);
});
