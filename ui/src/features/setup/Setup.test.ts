import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import { PlayedDesk, report, setupCard } from '../../shared/desk.fixture';
import Setup from './Setup.svelte';

const noKeyring = report('keyring_no_service', { what: 'No keyring is running.' });

function open(desk: PlayedDesk, change: Parameters<typeof setupCard>[0] = {}) {
  const ondone = vi.fn();
  render(Setup, { desk, card: setupCard(change), ondone });
  return ondone;
}

const type = (label: string, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }));

test('with a keyring nobody is asked for a passphrase', async () => {
  const desk = new PlayedDesk({ setup_begin: { vault: 'v', keyring: true } });
  open(desk);
  expect(screen.getByText("This computer's keyring will keep the ledger's key.")).toBeTruthy();
  expect(screen.queryByLabelText('Passphrase for the ledger')).toBeNull();
  await type('Name of your organisation', '  Krants Ltd ');
  await press('Go on');
  expect(desk.last('setup_begin')).toEqual({
    organisation: 'Krants Ltd',
    contact: null,
    passphrase: null,
  });
});

test('without a keyring it is said why, and a passphrase is typed twice', async () => {
  const desk = new PlayedDesk({ setup_begin: { vault: 'v', keyring: false } });
  open(desk, { keyring: noKeyring });
  expect(screen.getByText(noKeyring.what)).toBeTruthy();
  await type('Passphrase for the ledger', 'river lamp');
  await type('The same once more', 'river lamb');
  await press('Go on');
  expect(screen.getByText('The two are not the same.')).toBeTruthy();
  expect(desk.times('setup_begin')).toBe(0);
  await type('The same once more', 'river lamp');
  await press('Go on');
  expect(desk.last('setup_begin')).toEqual({
    organisation: null,
    contact: null,
    passphrase: 'river lamp',
  });
});

test('there is no desk before the key was put on paper and read back from it', async () => {
  const desk = new PlayedDesk({
    setup_begin: { vault: 'v', keyring: true },
    printers: ['Desk'],
    setup_key: { file: null },
    setup_finish: report('check_group_wrong', { severity: 'warning', what: 'Not these.' }),
  });
  const ondone = open(desk);
  await press('Go on');
  expect(screen.queryByLabelText(/last six/)).toBeNull();
  await press('Print on Desk');
  expect(desk.last('setup_key')).toEqual({ to: { kind: 'print', queue: 'Desk' } });
  const field = await screen.findByLabelText(/last six/);
  await vi.waitFor(() => expect(document.activeElement).toBe(field));
  await type('The last six characters of the key on the paper', 'ABCDEF');
  await press('Open the desk');
  expect(await screen.findByText('Not these.')).toBeTruthy();
  expect((field as HTMLInputElement).value).toBe('ABCDEF');
  expect(ondone).not.toHaveBeenCalled();
  desk.answers['setup_finish'] = { vault: 'v', keyring: true };
  await press('Open the desk');
  await vi.waitFor(() => expect(ondone).toHaveBeenCalledWith(expect.stringContaining('is set up')));
});

test('who closes the file dialog is not told so', async () => {
  const desk = new PlayedDesk({
    setup_begin: { vault: 'v', keyring: true },
    setup_key: report('stopped'),
  });
  open(desk);
  await press('Go on');
  await press('Save as PDF');
  await vi.waitFor(() => expect(desk.times('setup_key')).toBe(1));
  expect(screen.queryByRole('alert')).toBeNull();
  expect(screen.queryByLabelText(/last six/)).toBeNull();
});

test('going back gives the begun vault up', async () => {
  const desk = new PlayedDesk({ setup_begin: { vault: 'v', keyring: true }, setup_cancel: null });
  open(desk);
  await type('Name of your organisation', 'Krants Ltd');
  await press('Go on');
  await press('Back');
  expect(await screen.findByDisplayValue('Krants Ltd')).toBeTruthy();
  expect(desk.times('setup_cancel')).toBe(1);
});

test('a backup is brought back with the recovery key', async () => {
  const desk = new PlayedDesk({ setup_restore: report('recovery_key_wrong', { what: 'Wrong.' }) });
  const ondone = open(desk);
  await press('I have a backup');
  await fireEvent.input(await screen.findByLabelText('Recovery key'), {
    target: { value: 'AGE-SECRET-KEY-1' },
  });
  await press('Choose the backup…');
  expect(await screen.findByText('Wrong.')).toBeTruthy();
  desk.answers['setup_restore'] = { vault: 'v', keyring: true };
  await press('Choose the backup…');
  await vi.waitFor(() =>
    expect(ondone).toHaveBeenCalledWith(expect.stringContaining('backup is in place')),
  );
  expect(desk.last('setup_restore')).toEqual({
    recovery_key: 'AGE-SECRET-KEY-1',
    passphrase: null,
  });
});
