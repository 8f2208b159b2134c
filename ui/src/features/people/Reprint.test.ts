import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import { person, PlayedDesk } from '../../shared/desk.fixture';
import Reprint from './Reprint.svelte';

const set = {
  set: '7K-03',
  created: '2026-11-22T10:00:00Z',
  by: 'os:irina',
  count: 10,
  left: 8,
  voided: null,
  expires: null,
  low: false,
  form: 'symbols',
  copy: true,
};

test('a sheet is printed again once somebody says why', async () => {
  const desk = new PlayedDesk({
    printers: ['Front-desk'],
    codes_reprint: { set, rows: 8, file: null },
  });
  const onprinted = vi.fn();
  render(Reprint, { desk, person: person(), onprinted, onclose: () => {} });
  const print = await screen.findByRole('button', { name: /^Print/ });
  await fireEvent.click(print);
  expect(desk.times('codes_reprint')).toBe(0);
  await fireEvent.input(screen.getByLabelText('Why?'), { target: { value: 'Torn' } });
  await fireEvent.click(print);
  expect(await screen.findByText(/^Sheet 7K-03 is on its way to Front-desk/)).toBeTruthy();
  expect(desk.last('codes_reprint')).toEqual({
    login: 'zmueller',
    reason: 'Torn',
    to: { kind: 'print', queue: 'Front-desk' },
  });
  expect(onprinted).toHaveBeenCalledOnce();
});
