import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import Deliver from './Deliver.svelte';

test('one printer has its name on the button', async () => {
  const onto = vi.fn();
  render(Deliver, { printers: ['Desk'], onto });
  await fireEvent.click(screen.getByRole('button', { name: 'Print on Desk' }));
  expect(onto).toHaveBeenCalledWith({ kind: 'print', queue: 'Desk' });
  expect(screen.queryByRole('combobox')).toBeNull();
});

test('of several printers one is chosen', async () => {
  const onto = vi.fn();
  render(Deliver, { printers: ['Desk', 'Hall'], onto });
  await fireEvent.change(screen.getByRole('combobox', { name: 'Printer' }), {
    target: { value: 'Hall' },
  });
  await fireEvent.click(screen.getByRole('button', { name: 'Print' }));
  expect(onto).toHaveBeenCalledWith({ kind: 'print', queue: 'Hall' });
});

test('what is no text cannot be saved as one', () => {
  render(Deliver, { printers: ['Desk'], text: false, onto: vi.fn() });
  expect(screen.getByRole('button', { name: 'Save as PDF' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Save as text' })).toBeNull();
});

test('without a printer there are files, and it is said', async () => {
  const onto = vi.fn();
  render(Deliver, { printers: [], onto });
  expect(screen.getByText('No printer is set up on this computer.')).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: 'Save as PDF' }));
  expect(onto).toHaveBeenCalledWith({ kind: 'pdf' });
  await fireEvent.click(screen.getByRole('button', { name: 'Save as text' }));
  expect(onto).toHaveBeenCalledWith({ kind: 'text' });
});
