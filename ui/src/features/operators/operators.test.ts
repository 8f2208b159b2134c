import { fireEvent, render, screen, within } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect, test, vi } from 'vitest';
import type { OperatorCard } from '../../bindings/OperatorCard';
import type { ReleaseCard } from '../../bindings/ReleaseCard';
import { PlayedDesk, report } from '../../shared/desk.fixture';
import { said } from '../../shared/said.svelte';
import Operators from './Operators.svelte';
import Releases from './Releases.svelte';
import { Releasing } from './releasing.svelte';
import { sentenceOf } from './sentences';

const operator = (change: Partial<OperatorCard> = {}): OperatorCard => ({
  login: 'ada',
  name: 'Ada Ek',
  role: 'admin',
  person: null,
  disabled: null,
  here: false,
  ...change,
});

const release = (change: Partial<ReleaseCard> = {}): ReleaseCard => ({
  id: '3',
  act: 'person.suspended',
  whom: 'anna',
  key: null,
  value: null,
  reason: 'long leave',
  asked: '2026-11-22T09:15:00Z',
  by: 'ada',
  until: '2026-11-23T09:15:00Z',
  own: true,
  outcome: null,
  ...change,
});

async function flaws(): Promise<string[]> {
  document.documentElement.lang = 'en';
  document.title = 'Fobdesk';
  const off = { 'color-contrast': { enabled: false }, region: { enabled: false } };
  const found = await axe.run(document, { rules: off });
  return found.violations.map((one) => `${one.id}: ${one.nodes[0]?.html ?? ''}`);
}

const fill = (label: string, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });

test('the first operator is an administrator, and the passphrase is typed twice', async () => {
  const onfirst = vi.fn();
  const desk = new PlayedDesk({ operator_add: operator() });
  render(Operators, { desk, onfirst });
  expect(await screen.findByText(/Nobody is enrolled/)).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: 'Add an operator' }));
  expect(await screen.findByText(/you too/)).toBeTruthy();
  expect(screen.queryByRole('combobox', { name: 'Role' })).toBeNull();
  expect(await flaws()).toEqual([]);
  await fill('Name', 'Ada Ek');
  await fill('Login', 'ada');
  await fill('Passphrase of the operator', 'correct horse battery');
  await fill('The same once more', 'correct horse');
  await fireEvent.click(screen.getByRole('button', { name: 'Add' }));
  expect(await screen.findByText('The two are not the same.')).toBeTruthy();
  expect(desk.times('operator_add')).toBe(0);
  await fill('The same once more', 'correct horse battery');
  await fireEvent.click(screen.getByRole('button', { name: 'Add' }));
  await vi.waitFor(() => expect(onfirst).toHaveBeenCalled());
  expect(desk.last('operator_add')).toEqual({
    login: 'ada',
    name: 'Ada Ek',
    role: 'admin',
    person: null,
    passphrase: 'correct horse battery',
  });
});

test('a role is changed where it stands, and one that was refused goes back', async () => {
  const olga = operator({ login: 'olga', name: 'Olga P', role: 'helpdesk' });
  const desk = new PlayedDesk({
    operators: [operator({ here: true }), olga],
    operator_role: ({ role }: { role: string }) => ({ ...olga, role }),
    operator_disable: report('last_admin'),
  });
  render(Operators, { desk, onfirst: () => {} });
  const role = await screen.findByLabelText<HTMLSelectElement>('Role of Olga P');
  await fireEvent.change(role, { target: { value: 'auditor' } });
  await vi.waitFor(() => expect(said.text).toBe('Olga P: Auditor. It holds from now on.'));
  expect(desk.last('operator_role')).toEqual({ login: 'olga', role: 'auditor' });
  // The desk still says helpdesk: that is what is shown.
  await vi.waitFor(() => expect(role.value).toBe('helpdesk'));
  const ada = within(document.querySelector('[data-operator=ada]') as HTMLElement);
  expect(ada.getByText('you')).toBeTruthy();
  await fireEvent.click(ada.getByRole('button', { name: 'Disable' }));
  await vi.waitFor(() => expect(document.querySelector('[data-code=last_admin]')).toBeTruthy());
  expect(await flaws()).toEqual([]);
});

test('the second operator signs in for the release alone, and it is done', async () => {
  const desk = new PlayedDesk({
    releases: [release()],
    release_give: { ...release(), outcome: 'released' },
  });
  const releasing = new Releasing(desk);
  render(Releases, { releasing });
  await releasing.asked('3');
  expect(await screen.findByText('anna does without a fob, for good')).toBeTruthy();
  expect(screen.getByText('Reason: long leave')).toBeTruthy();
  const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Release' });
  expect(button.disabled).toBe(true);
  expect(await flaws()).toEqual([]);
  await fill('Login of the second operator', 'olga');
  await fill('Passphrase', 'staple');
  await fireEvent.click(button);
  await vi.waitFor(() => expect(releasing.open).toBe(false));
  expect(desk.last('release_give')).toEqual({ id: '3', login: 'olga', proof: 'staple' });
  expect(releasing.done).toBe(1);
  expect(said.text).toBe('Released and done: anna does without a fob, for good');
});

test('a wrong passphrase keeps it waiting, and another one at the desk needs none', async () => {
  const desk = new PlayedDesk({
    releases: [release({ own: false }), release({ id: '4', act: 'policy.changed', own: false })],
    release_give: report('sign_in_wrong'),
    release_refuse: { ...release(), outcome: 'refused' },
  });
  const releasing = new Releasing(desk);
  render(Releases, { releasing });
  await releasing.look();
  releasing.show();
  const row = await screen.findByRole('button', { name: /anna does without a fob/ });
  await fireEvent.click(row);
  expect(screen.queryByLabelText('Passphrase')).toBeNull();
  await fireEvent.click(await screen.findByRole('button', { name: 'Release' }));
  await vi.waitFor(() => expect(document.querySelector('[data-code=sign_in_wrong]')).toBeTruthy());
  expect(desk.last('release_give')).toEqual({ id: '3', login: null, proof: null });
  await fireEvent.click(screen.getByRole('button', { name: 'Refuse' }));
  await vi.waitFor(() => expect(said.text).toMatch(/^Not done/));
  expect(releasing.done).toBe(0);
});

test('each act that can wait has its sentence', () => {
  const all: [Partial<ReleaseCard>, string][] = [
    [{}, 'anna does without a fob, for good'],
    [
      { act: 'policy.changed', key: 'may.days', value: 'helpdesk auditor' },
      'House rule “Let somebody do without a fob”: Helpdesk, Auditor',
    ],
    [
      { act: 'policy.changed', key: 'two.for_good', value: 'no' },
      'House rule “Without a fob for good”: no',
    ],
    [{ act: 'operator.added', whom: 'eve', value: 'admin' }, 'New operator eve: Administrator'],
    [
      { act: 'people.left', whom: null, value: '3' },
      'Nothing opens anything any more for people who left: 3',
    ],
    [{ act: 'operator.disabled', whom: 'eve' }, 'Operator eve is disabled'],
    [{ act: 'operator.role', whom: 'eve', value: 'viewer' }, 'Operator eve becomes: Viewer'],
  ];
  for (const [change, sentence] of all) expect(sentenceOf(release(change))).toBe(sentence);
});
