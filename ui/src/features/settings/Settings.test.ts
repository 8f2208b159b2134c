import { fireEvent, render, screen, within } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect, test, vi } from 'vitest';
import type { PolicyCard } from '../../bindings/PolicyCard';
import { PlayedDesk, report } from '../../shared/desk.fixture';
import { said } from '../../shared/said.svelte';
import { known, say } from '../../words';
import { inGroups, wordsOf } from './rules';
import Settings from './Settings.svelte';

const yesNo = (key: string, value: string, usual = value): PolicyCard => ({
  key,
  kind: 'yes_no',
  value,
  usual,
  range: null,
  options: [],
});
const number = (key: string, value: string, most: number, usual = value): PolicyCard => ({
  key,
  kind: 'number',
  value,
  usual,
  range: [1, most],
  options: [],
});
const some = (key: string, value: string, usual = value): PolicyCard => ({
  key,
  kind: 'some_of',
  value,
  usual,
  range: null,
  options: ['viewer', 'helpdesk', 'provisioner', 'auditor'],
});
const text = (key: string, value: string): PolicyCard => ({
  key,
  kind: 'text',
  value,
  usual: '',
  range: null,
  options: [],
});

const rules = [
  yesNo('codes.allowed', 'yes'),
  number('codes.count', '10', 20),
  number('codes.expiry_days', '0', 3650),
  number('codes.low_water', '3', 20),
  yesNo('codes.new_fob_voids', 'yes'),
  yesNo('codes.print_only', 'no'),
  number('codes.wrong_minutes', '15', 1440),
  number('codes.wrong_most', '8', 10, '5'),
  yesNo('suspend.for_good', 'yes'),
  number('suspend.most_days', '10', 10),
  text('contact', 'Room 4'),
  some('may.codes', 'helpdesk provisioner'),
  yesNo('two.policy', 'yes'),
];

function open(answers: Record<string, unknown> = {}) {
  const desk = new PlayedDesk({
    policy: rules,
    policy_set: ({ key, value }: { key: string; value: string }) => ({
      ...rules.find((rule) => rule.key === key),
      value,
    }),
    ...answers,
  });
  render(Settings, { desk });
  return desk;
}

async function flaws(): Promise<string[]> {
  document.documentElement.lang = 'en';
  document.title = 'Fobdesk';
  const off = { 'color-contrast': { enabled: false }, region: { enabled: false } };
  const found = await axe.run(document, { rules: off });
  return found.violations.map((one) => `${one.id}: ${one.nodes[0]?.html ?? ''}`);
}

test('each rule of the desk has its plain words and its place, in both languages', async () => {
  expect(inGroups(rules).map(({ group, rules: own }) => [group, own.length])).toEqual([
    ['sheets', 6],
    ['guesses', 2],
    ['days', 2],
    ['paper', 1],
    ['staff', 1],
    ['two', 1],
  ]);
  for (const rule of rules) {
    const { title, about } = wordsOf(rule);
    expect(title).not.toBe(rule.key);
    expect(about).not.toBe('');
    const id = `rule-${rule.key.replaceAll(/[._]/g, '-')}`;
    expect(known(id) && say(id, {}, 'ru')).not.toBe(title);
  }
  open();
  expect(await screen.findByRole('switch', { name: 'Recovery codes are used' })).toBeTruthy();
  expect(await flaws()).toEqual([]);
});

test('a rule that this window does not know is shown all the same', async () => {
  open({ policy: [...rules, yesNo('codes.purple', 'no')] });
  const others = within(await screen.findByRole('region', { name: 'Other rules' }));
  expect(others.getByRole('switch', { name: 'codes.purple' })).toBeTruthy();
});

test('a switch is saved with one click, and says that it is', async () => {
  const desk = open();
  const only = await screen.findByRole<HTMLInputElement>('switch', { name: 'On paper alone' });
  expect(only.checked).toBe(false);
  await fireEvent.click(only);
  await vi.waitFor(() =>
    expect(desk.last('policy_set')).toEqual({ key: 'codes.print_only', value: 'yes' }),
  );
  await vi.waitFor(() => expect(said.text).toBe('On paper alone: yes. It holds from now on.'));
  expect(only.checked).toBe(true);
  expect(await screen.findByText('Usual: no')).toBeTruthy();
});

test('a number is saved when it is left, and Enter leaves it', async () => {
  const desk = open();
  const count = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Codes on a sheet' });
  await fireEvent.input(count, { target: { value: '12' } });
  expect(desk.times('policy_set')).toBe(0);
  await fireEvent.keyDown(count, { key: 'Enter' });
  await vi.waitFor(() =>
    expect(desk.last('policy_set')).toEqual({ key: 'codes.count', value: '12' }),
  );
  expect(await screen.findByText('Usual: 10')).toBeTruthy();
  await fireEvent.input(count, { target: { value: '7' } });
  await fireEvent.keyDown(count, { key: 'Escape' });
  expect(count.value).toBe('12');
});

test('a refusal is told at the rule, and a refused switch goes back', async () => {
  open({ policy_set: report('policy_bad') });
  const count = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Codes on a sheet' });
  await fireEvent.input(count, { target: { value: '99' } });
  await fireEvent.change(count);
  expect(await screen.findByText('This value does not fit the rule.')).toBeTruthy();
  expect(count.getAttribute('aria-invalid')).toBe('true');
  expect(await flaws()).toEqual([]);
  const only = screen.getByRole<HTMLInputElement>('switch', { name: 'On paper alone' });
  await fireEvent.click(only);
  await vi.waitFor(() =>
    expect(screen.getAllByText('This value does not fit the rule.')).toHaveLength(2),
  );
  await vi.waitFor(() => expect(only.checked).toBe(false));
});

test('a rule that is not at its usual value says what is usual, and goes back there', async () => {
  const desk = open();
  const rule = (await screen.findByText('Usual: 5')).closest<HTMLElement>('[data-rule]');
  await fireEvent.click(
    within(rule as HTMLElement).getByRole('button', { name: 'Back to the usual' }),
  );
  await vi.waitFor(() => expect(screen.queryByText('Usual: 5')).toBeNull());
  expect(desk.last('policy_set')).toEqual({ key: 'codes.wrong_most', value: '5' });
  expect(
    screen.getByRole<HTMLInputElement>('textbox', { name: 'Wrong codes in a row' }).value,
  ).toBe('5');
});

test('of several roles each is a box of its own, and a line of text is a field', async () => {
  const desk = open();
  const codes = within(
    await screen.findByRole('group', { name: 'Make, check and void recovery codes' }),
  );
  const auditor = codes.getByRole<HTMLInputElement>('checkbox', { name: 'Auditor' });
  expect([codes.getByRole<HTMLInputElement>('checkbox', { name: 'Helpdesk' }).checked]).toEqual([
    true,
  ]);
  await fireEvent.click(auditor);
  const wanted = 'helpdesk provisioner auditor';
  await vi.waitFor(() =>
    expect(desk.last('policy_set')).toEqual({ key: 'may.codes', value: wanted }),
  );
  expect(await screen.findByText('Usual: Helpdesk, Provisioner')).toBeTruthy();
  const contact = screen.getByRole<HTMLInputElement>('textbox', { name: 'How to reach you' });
  await fireEvent.input(contact, { target: { value: ' Room 7 ' } });
  await fireEvent.change(contact);
  await vi.waitFor(() =>
    expect(desk.last('policy_set')).toEqual({ key: 'contact', value: 'Room 7' }),
  );
  expect(await flaws()).toEqual([]);
});

test('everybody’s sheets are void only with a reason, and the count is told', async () => {
  const desk = open({ codes_void_all: { voided: 3 } });
  await fireEvent.click(await screen.findByRole('button', { name: 'Void all…' }));
  const go = await screen.findByRole('button', { name: 'Void all sheets' });
  await fireEvent.click(go);
  expect(desk.times('codes_void_all')).toBe(0);
  expect(await flaws()).toEqual([]);
  const why = screen.getByLabelText('Why?');
  await fireEvent.input(why, { target: { value: 'a printer was stolen' } });
  await fireEvent.click(go);
  await vi.waitFor(() => expect(said.text).toBe('3 sheets are void.'));
  expect(desk.last('codes_void_all')).toEqual({ reason: 'a printer was stolen' });
});
