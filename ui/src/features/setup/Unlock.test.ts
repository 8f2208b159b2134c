import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import type { Report } from '../../bindings/Report';
import { PlayedDesk, report, setupCard } from '../../shared/desk.fixture';
import Unlock from './Unlock.svelte';

function open(desk: PlayedDesk, why: Report) {
  const onopen = vi.fn();
  render(Unlock, { desk, why, onopen });
  return onopen;
}

const vault = { vault: 'v', locked: true, generation: 1, anchor: 'none' };

test('a lock in front of a passphrase asks for it', async () => {
  const desk = new PlayedDesk({ vault_status: { ...vault, keyring: false } });
  open(desk, report('vault_locked'));
  const field = await screen.findByLabelText('Passphrase');
  await vi.waitFor(() => expect(document.activeElement).toBe(field));
  expect(screen.queryByRole('alert')).toBeNull();
});

test('a lock in front of a keyring needs one key', async () => {
  const card = setupCard({ ledger: true, open: true });
  const desk = new PlayedDesk({ vault_status: { ...vault, keyring: true }, unlock: card });
  const onopen = open(desk, report('vault_locked'));
  const button = await screen.findByRole('button', { name: 'Unlock' });
  await vi.waitFor(() => expect(document.activeElement).toBe(button));
  await fireEvent.click(button);
  await vi.waitFor(() => expect(onopen).toHaveBeenCalledWith(card));
  expect(desk.last('unlock')).toEqual({ passphrase: null });
});

test('a keyring in trouble is explained, and can be tried again', async () => {
  const why = report('keyring_locked', { what: 'The keyring is locked.' });
  const desk = new PlayedDesk({ unlock: why });
  open(desk, why);
  expect(await screen.findByText('The keyring is locked.')).toBeTruthy();
  expect(screen.queryByLabelText('Passphrase')).toBeNull();
  desk.answers['unlock'] = report('keyring_missing', { what: 'The key is not there.' });
  await fireEvent.click(await screen.findByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('The key is not there.')).toBeTruthy();
});

test('a wrong passphrase stays in its field, marked for typing anew', async () => {
  const desk = new PlayedDesk({ unlock: report('passphrase_wrong', { what: 'Not this one.' }) });
  open(desk, report('passphrase_needed'));
  const field = await screen.findByLabelText<HTMLInputElement>('Passphrase');
  await fireEvent.input(field, { target: { value: 'rivre' } });
  await fireEvent.click(screen.getByRole('button', { name: 'Unlock' }));
  expect(await screen.findByText('Not this one.')).toBeTruthy();
  expect(field.value).toBe('rivre');
});
