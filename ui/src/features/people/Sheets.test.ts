import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import type { PastSet } from '../../bindings/PastSet';
import { PlayedDesk, report } from '../../shared/desk.fixture';
import Sheets from './Sheets.svelte';

function past(change: Partial<PastSet> = {}): PastSet {
  const rows = [1, 2, 3].map((row) => ({ row, used: null, by: null }));
  return {
    set: '7K-03',
    created: '2026-11-22T10:00:00Z',
    by: 'os:irina',
    voided: null,
    reason: null,
    form: 'symbols',
    rows,
    ...change,
  };
}

const used = { row: 2, used: '2026-11-23T09:00:00Z', by: 'os:irina' };

test('the sheets are folded away until they are wanted, and asked for anew each time', async () => {
  const old = past({ set: 'M2-02', voided: '2026-11-22T10:00:00Z', reason: 'replaced' });
  const sets = [past(), { ...old, rows: [{ row: 1, used: null, by: null }, used] }];
  const desk = new PlayedDesk({ codes_sets: sets });
  render(Sheets, { desk, login: 'zmueller' });
  expect(desk.times('codes_sets')).toBe(0);
  await fireEvent.click(screen.getByRole('button', { name: 'Every sheet so far' }));
  expect(await screen.findByText('7K-03')).toBeTruthy();
  expect(desk.last('codes_sets')).toEqual({ login: 'zmueller' });
  const lists = screen.getAllByRole('list', { name: 'Rows of the sheet' });
  expect(lists).toHaveLength(2);
  const rows = within(lists[1] as HTMLElement).getAllByRole('listitem');
  expect(rows[0]?.textContent).toContain('Row 1: not used');
  expect(rows[1]?.textContent).toMatch(/Row 2: used .*, taken by irina/);
  expect(rows[1]?.className).toContain('used');
  await fireEvent.click(screen.getByRole('button', { name: 'Hide the sheets' }));
  await fireEvent.click(screen.getByRole('button', { name: 'Every sheet so far' }));
  expect(desk.times('codes_sets')).toBe(2);
});

test('what cannot be read is said', async () => {
  const desk = new PlayedDesk({ codes_sets: report('ledger_changed') });
  render(Sheets, { desk, login: 'zmueller' });
  await fireEvent.click(screen.getByRole('button', { name: 'Every sheet so far' }));
  expect(await screen.findByText('What ledger_changed is.')).toBeTruthy();
});
