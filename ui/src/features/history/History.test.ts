import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { entry, PlayedDesk } from '../../shared/desk.fixture';
import { say } from '../../words';
import History from './History.svelte';

const entries = [
  entry({ n: 1, act: 'vault.create', person: null }),
  entry({ n: 2, act: 'person.add', person: 'anna' }),
  entry({ n: 3, act: 'issue.given', person: 'zmueller', fob: '12345678' }),
  entry({ n: 4, act: 'codes.checked', person: 'zmueller', result: 'used' }),
];

function open(broken: number | null = null, about = '') {
  const desk = new PlayedDesk({
    history: entries,
    history_verify: { entries: 1204, broken, head: 'ff' },
  });
  render(History, { desk, about });
}

const shown = () => screen.getAllByRole('listitem').map((one) => one.textContent);

test('the newest entry stands first, in plain words', async () => {
  open();
  await screen.findByText('Fob given');
  expect(shown()[0]).toContain('Recovery code checked');
  expect(shown()[0]).toContain('used before');
  expect(shown()[3]).toContain('Ledger made');
  expect(screen.getByText('1,204 acts, chain unbroken')).toBeTruthy();
});

test('a text leaves the entries that it fits', async () => {
  open();
  await screen.findByText('Fob given');
  const filter = screen.getByRole('textbox');
  await fireEvent.input(filter, { target: { value: '12345678' } });
  expect(shown()).toHaveLength(1);
  await fireEvent.input(filter, { target: { value: 'zmueller given' } });
  expect(shown()).toHaveLength(1);
  await fireEvent.input(filter, { target: { value: 'nobody' } });
  expect(screen.getByText('No entry fits.')).toBeTruthy();
});

test('it can begin with one person', async () => {
  open(null, 'anna');
  await screen.findByText('Person added');
  expect(shown()).toHaveLength(1);
});

test('a broken chain is told with what to do', async () => {
  open(17);
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('act 17');
  expect(alert.textContent).toContain('Stop working with this ledger');
  expect(screen.queryByText(/unbroken/)).toBeNull();
});

test('every act of the desk has its sentence in both languages', () => {
  for (const act of [
    'vault-create vault-backup vault-restored workstation-enrol person-add person-rename',
    'person-delete people-import profile-add issue-sealed issue-written issue-proven issue-given',
    'issue-abandoned issue-keyed token-adopted token-retired codes-issued codes-voided codes-checked',
  ].flatMap((line) => line.split(' '))) {
    for (const lang of ['en', 'ru'] as const) {
      expect(say(`act-${act}`, {}, lang)).not.toBe(`act-${act}`);
    }
  }
});
