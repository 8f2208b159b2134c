/** A page for the tests of putting fobs in step, and what the desk answers there. */
import { fireEvent, render, screen } from '@testing-library/svelte';
import axe from 'axe-core';
import { vi } from 'vitest';
import type { SyncCard } from '../../bindings/SyncCard';
import type { TokenCard } from '../../bindings/TokenCard';
import type { WhoseCard } from '../../bindings/WhoseCard';
import type { WhoseMatch } from '../../bindings/WhoseMatch';
import { person, PlayedDesk } from '../../shared/desk.fixture';
import Sync from './Sync.svelte';
import { Syncing } from './syncing.svelte';

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
  tokens: [token({ fob: '87654321' })],
});

/** Two codes that were 37 presses ahead, and are recorded. */
export function card(change: Partial<SyncCard> = {}): SyncCard {
  return {
    token: 't1',
    verdict: 'moved',
    from: 1204,
    next: 1243,
    distance: 37,
    p_false: 1e-6,
    skipped: null,
    other: null,
    say: '37 presses ahead: put in step.',
    now: 'The next code works.',
    certainty: 'confirmed',
    recorded: true,
    third: false,
    server: 'On the server, the next counter is 1243.',
    slip: null,
    kind: 'hotp',
    fob: '12345678',
    person: 'zmueller',
    name: 'Zoë Müller',
    ...change,
  };
}

/** The same where nothing is recorded. */
export function unsettled(change: Partial<SyncCard>): SyncCard {
  return card({
    recorded: false,
    next: null,
    distance: null,
    server: null,
    certainty: null,
    p_false: null,
    ...change,
  });
}

export function match(change: Partial<WhoseMatch> = {}): WhoseMatch {
  return {
    token: 't1',
    fob: '12345678',
    model: 'YubiKey 5 NFC',
    person: 'zmueller',
    name: 'Zoë Müller',
    state: 'assigned',
    place: 'slot1',
    at_counter: 40,
    p_false: 1e-6,
    ...change,
  };
}

export function whose(...matches: WhoseMatch[]): WhoseCard {
  const say = ['It is none of our fobs.', 'It is the fob of Zoë Müller.', 'It may be two.'];
  return {
    matches,
    searched: 12_000,
    seconds: 0.2,
    say: say[matches.length] ?? '',
    now: 'Look at it.',
  };
}

export function open(answers: Record<string, unknown> = {}) {
  const desk = new PlayedDesk({
    people_find: ({ text }: { text: string }) =>
      [zoe, anna].filter((one) =>
        `${one.login} ${one.name} ${one.tokens[0]?.fob ?? ''}`
          .toLowerCase()
          .includes(text.toLowerCase()),
      ),
    people_show: zoe,
    sync: card(),
    stop: null,
    ...answers,
  });
  const syncing = new Syncing(desk);
  const { unmount } = render(Sync, { syncing });
  return { desk, syncing, unmount };
}

export const who = () =>
  screen.findByRole<HTMLInputElement>('combobox', { name: 'Who has the fob?' });
export const field = (name: string) => screen.findByLabelText<HTMLInputElement>(`${name} code`);

/** Waits until the keyboard is there. */
export async function isIn(element: HTMLElement | Promise<HTMLElement>): Promise<void> {
  const there = await element;
  await vi.waitFor(() => {
    if (document.activeElement !== there) throw new Error('the keyboard is elsewhere');
  }, 3000);
}

/** Types where the keyboard is, over what is selected there, as a hand or a fob does. */
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

export const press = (key: string) =>
  fireEvent.keyDown(document.activeElement ?? document, { key });

/** Zoë, and the keyboard in the first code. */
export async function begin(): Promise<void> {
  await isIn(who());
  await type('zoë');
  await press('Enter');
  await isIn(field('First'));
}

export async function flaws(): Promise<string[]> {
  document.documentElement.lang = 'en';
  document.title = 'Fobdesk';
  const rules = { 'color-contrast': { enabled: false }, region: { enabled: false } };
  const found = await axe.run(document, { rules });
  return found.violations.map((one) => `${one.id}: ${one.nodes[0]?.html ?? ''}`);
}
