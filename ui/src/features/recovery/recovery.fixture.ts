/** A page for the tests of recovery, and what the desk answers there. */
import { fireEvent, render, screen } from '@testing-library/svelte';
import axe from 'axe-core';
import { vi } from 'vitest';
import type { CodeVerdict } from '../../bindings/CodeVerdict';
import type { PersonCard } from '../../bindings/PersonCard';
import type { SetCard } from '../../bindings/SetCard';
import type { TokenCard } from '../../bindings/TokenCard';
import { person, PlayedDesk } from '../../shared/desk.fixture';
import Recovery from './Recovery.svelte';
import { Recovering } from './recovering.svelte';

export function token(change: Partial<TokenCard> = {}): TokenCard {
  return {
    id: 't1',
    kind: 'hotp',
    digits: 6,
    algorithm: 'sha1',
    state: 'assigned',
    next: 1204,
    fob: '12345678',
    place: 'slot1',
    ...change,
  };
}

export const zoe = person({ tokens: [token()] });
export const anna = person({
  login: 'anna',
  name: 'Anna Müller',
  tokens: [token({ fob: '87654321' }), token({ id: 't2', fob: '11111111' })],
});

export function set(change: Partial<SetCard> = {}): SetCard {
  return {
    set: '7K-03',
    created: '2026-11-22T10:00:00Z',
    by: 'os:irina',
    count: 10,
    left: 7,
    voided: null,
    expires: null,
    low: false,
    form: 'symbols',
    copy: false,
    ...change,
  };
}

export function verdict(change: Partial<CodeVerdict> = {}): CodeVerdict {
  return {
    verdict: 'accepted',
    row: 4,
    left: 6,
    look_at: null,
    when: null,
    set: null,
    until: null,
    ...change,
  };
}

const rule = (key: string, value: string) => ({ key, value, usual: value, range: null });
export const rules = [
  rule('codes.allowed', 'yes'),
  rule('suspend.for_good', 'yes'),
  rule('suspend.most_days', '10'),
];

/** The day on which something ends in these tests. */
export const UNTIL = '2026-11-27T12:15:00Z';

export function open(answers: Record<string, unknown> = {}) {
  const known: Record<string, PersonCard> = { zmueller: zoe, anna };
  const desk = new PlayedDesk({
    people_find: ({ text }: { text: string }) =>
      [zoe, anna].filter((one) =>
        `${one.login} ${one.name}`.toLowerCase().includes(text.toLowerCase()),
      ),
    people_show: ({ login }: { login: string }) => known[login],
    codes_status: set(),
    codes_verify: verdict(),
    codes_issue: { set: set({ set: '7K-04', left: 10 }), file: null },
    printers: ['Front-desk'],
    policy: rules,
    lost: ({ fob }: { fob: string }) => ({
      fob: { serial: fob, state: 'lost' },
      person: 'zmueller',
      emergency: { code: '482 915 7036', uses: 1, until: UNTIL },
    }),
    suspend: { person: 'zmueller', until: UNTIL },
    resume: { person: 'zmueller', until: null },
    ...answers,
  });
  const recovering = new Recovering(desk);
  const { unmount } = render(Recovery, { recovering });
  return { desk, recovering, unmount };
}

export const who = () => screen.findByRole<HTMLInputElement>('combobox', { name: 'Who is it?' });
export const code = () => screen.findByLabelText<HTMLInputElement>('Recovery code');

/** Waits until the keyboard is there. */
export async function isIn(element: HTMLElement | Promise<HTMLElement>): Promise<void> {
  const there = await element;
  await vi.waitFor(() => {
    if (document.activeElement !== there) throw new Error('the keyboard is elsewhere');
  }, 3000);
}

/** Types where the keyboard is, over what is selected there. */
export async function type(text: string): Promise<void> {
  for (const key of text) {
    const at = document.activeElement as HTMLInputElement;
    if (!(await fireEvent.keyDown(at, { key }))) continue;
    const input = document.activeElement as HTMLInputElement;
    if (input.readOnly) continue;
    input.setRangeText(key, input.selectionStart ?? 0, input.selectionEnd ?? 0, 'end');
    await fireEvent.input(input);
  }
}

/** Counts what a person does: a key, a click, a field filled. */
export class Hand {
  acts = 0;

  async press(key: string): Promise<void> {
    this.acts += 1;
    await fireEvent.keyDown(document.activeElement ?? document, { key });
  }

  async types(text: string): Promise<void> {
    this.acts += 1;
    await type(text);
  }

  async clicks(name: string | RegExp): Promise<void> {
    this.acts += 1;
    await fireEvent.click(await screen.findByRole('button', { name }));
  }
}

export const press = (key: string) => new Hand().press(key);

/** Somebody, and the keyboard in the code. */
export async function begin(name = 'zoë'): Promise<void> {
  await isIn(who());
  await type(name);
  await press('Enter');
  await isIn(code());
}

export async function flaws(): Promise<string[]> {
  document.documentElement.lang = 'en';
  document.title = 'Fobdesk';
  const rules = { 'color-contrast': { enabled: false }, region: { enabled: false } };
  const found = await axe.run(document, { rules });
  return found.violations.map((one) => `${one.id}: ${one.nodes[0]?.html ?? ''}`);
}
