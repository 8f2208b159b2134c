import { fireEvent, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import type { Possession } from '../../bindings/Possession';
import { report } from '../../shared/desk.fixture';
import { begin, code, flaws, isIn, open, press, set, type, UNTIL } from './recovery.fixture';

const possession = (change: Partial<Possession> = {}): Possession => ({
  verdict: null,
  row: 7,
  set: '7K-03',
  until: null,
  ...change,
});
const button = () => screen.findByRole('button', { name: 'Is the sheet at hand?' });
const letters = () => screen.findByLabelText<HTMLInputElement>('Two grey letters');

test('a row is named, its grey letters answer, and no code is asked about', async () => {
  const { desk } = open({
    codes_possess: possession(),
    codes_possess_answer: possession({ verdict: 'right' }),
  });
  await begin();
  await fireEvent.click(await button());
  expect(await screen.findByText('Ask for the grey letters in row 7')).toBeTruthy();
  expect(await flaws()).toEqual([]);
  (await letters()).focus();
  await type('kt');
  await press('Enter');
  const said = await screen.findByRole('region', { name: 'The sheet is at hand' });
  expect(said.textContent).toContain('lets nobody in');
  expect(desk.last('codes_possess_answer')).toEqual({ login: 'zmueller', row: 7, letters: 'kt' });
  expect(desk.times('codes_verify')).toBe(0);
  await isIn(code());
  expect(await flaws()).toEqual([]);
});

test('wrong letters, a throttle and the last row have their words', async () => {
  const { desk } = open({
    codes_possess: possession(),
    codes_possess_answer: possession({ verdict: 'wrong' }),
  });
  await begin();
  await fireEvent.click(await button());
  await isIn(letters());
  await type('ab');
  await press('Enter');
  expect(await screen.findByText('These letters are wrong')).toBeTruthy();
  desk.answers['codes_possess'] = possession({ verdict: 'asked_all', row: null });
  await fireEvent.click(await button());
  expect(await screen.findByText('Every row was asked before')).toBeTruthy();
  desk.answers['codes_possess'] = possession({ verdict: 'throttled', row: null, until: UNTIL });
  await fireEvent.click(await button());
  expect(await screen.findByText(/^Nothing is checked until 27 Nov 2026/)).toBeTruthy();
});

test('what is no two letters is said, and the row still waits', async () => {
  open({ codes_possess: possession(), codes_possess_answer: report('grey_unreadable') });
  await begin();
  await fireEvent.click(await button());
  await isIn(letters());
  await type('k');
  await press('Enter');
  expect(await screen.findByText('What grey_unreadable is.')).toBeTruthy();
  await isIn(letters());
  await press('Escape');
  await vi.waitFor(() => expect(screen.queryByLabelText('Two grey letters')).toBeNull());
});

test('without a valid sheet nobody is asked for one', async () => {
  open({ codes_status: set({ left: 0, voided: UNTIL }) });
  await begin();
  expect(screen.queryByRole('button', { name: 'Is the sheet at hand?' })).toBeNull();
});
