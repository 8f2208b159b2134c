import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import { PlayedDesk } from '../../shared/desk.fixture';
import { Health } from './checkup.svelte';
import Doctor from './Doctor.svelte';

const checks = [
  { name: 'readers', state: 'warn', what: 'Nothing is plugged in.', now: 'Plug the fob in.' },
  { name: 'keyring', state: 'fail', what: 'No keyring.', now: 'Start one (fobctl doctor).' },
  { name: 'ledger', state: 'ok', what: 'The ledger is whole.', now: null },
];

test('each check says in words how it went and what to do', async () => {
  const desk = new PlayedDesk({ doctor: { checks } });
  render(Doctor, { health: new Health(desk) });
  const one = (name: string) => {
    const heading = screen.getByRole('heading', { level: 2, name });
    return within(heading.closest('li') as HTMLElement);
  };
  expect(await screen.findByText('One thing wants attention')).toBeTruthy();
  expect(one('Keyring broken').getByText('Start one.')).toBeTruthy();
  expect(one('Ledger all well').getByText('The ledger is whole.')).toBeTruthy();
  expect(one('Readers nothing there').getByText('Plug the fob in.')).toBeTruthy();
});

test('F6 checks again', async () => {
  const desk = new PlayedDesk({ doctor: { checks } });
  render(Doctor, { health: new Health(desk) });
  await screen.findByText('One thing wants attention');
  desk.answers['doctor'] = { checks: [] };
  await fireEvent.keyDown(window, { key: 'F6' });
  expect(await screen.findByText('All is well')).toBeTruthy();
  await vi.waitFor(() => expect(desk.times('doctor')).toBe(2));
});
