import { fireEvent, render, screen, within } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect, test, vi } from 'vitest';
import type { CheckCard } from '../../bindings/CheckCard';
import type { GlanceCard } from '../../bindings/GlanceCard';
import { PlayedDesk, report } from '../../shared/desk.fixture';
import Bench from './Bench.svelte';
import { fob, profiles } from './fobs.fixture';
import { Plugged } from './plugged.svelte';

// jsdom answers no media queries.
vi.stubGlobal('matchMedia', () => ({ matches: true }));

const glance = (change: Partial<GlanceCard> = {}): GlanceCard => ({
  token: 't1',
  place: 'slot1',
  kind: 'hotp',
  verdict: 'cannot_tell',
  say: 'A slot does not tell its counter.',
  ...change,
});
const ours = fob({ person: 'zmueller', state: 'assigned', glances: [glance()] });

function checked(change: Partial<CheckCard> = {}): CheckCard {
  return {
    verdict: 'moved',
    from: 1204,
    next: 1242,
    spent: 1,
    say: '37 ahead, put right.',
    now: 'One code was spent by asking.',
    fob: '12345678',
    person: 'zmueller',
    clock_off: null,
    tokens: [],
    ...change,
  };
}

async function open(answers: Record<string, unknown> = {}) {
  const desk = new PlayedDesk({
    fobs: { fobs: [ours], troubles: [] },
    profiles,
    settle: [],
    waiting: [],
    stop: null,
    check: checked(),
    ...answers,
  });
  const onsync = vi.fn();
  const plugged = new Plugged(desk);
  render(Bench, { plugged, onsync });
  await plugged.start();
  const counter = await vi.waitFor(() => within(screen.getByRole('region', { name: 'Counter' })));
  return { desk, counter, onsync };
}

const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document, { key });

async function flaws(): Promise<string[]> {
  document.documentElement.lang = 'en';
  document.title = 'Fobdesk';
  const rules = { 'color-contrast': { enabled: false }, region: { enabled: false } };
  const found = await axe.run(document, { rules });
  return found.violations.map((one) => `${one.id}: ${one.nodes[0]?.html ?? ''}`);
}

test('a card says what a glance told of each token', async () => {
  const clock = glance({ token: 't2', place: 'oath', verdict: 'in_step', say: 'Its clock fits.' });
  const two = { ...ours, glances: [glance(), clock] };
  const { counter } = await open({ fobs: { fobs: [two], troubles: [] } });
  const lines = counter.getAllByRole('listitem').map((one) => one.textContent.trim());
  expect(lines[0]).toMatch(/Slot 1, short touch:\s+A slot does not tell its counter\./);
  expect(lines[1]).toMatch(/OATH:\s+Its clock fits\./);
  expect(await flaws()).toEqual([]);
});

test('F4 asks the fob for its counter, without leaving the field', async () => {
  const { desk, counter } = await open();
  const who = await screen.findByRole('combobox', { name: 'Who is it for?' });
  who.focus();
  await press('F4');
  expect(await counter.findByText('37 ahead, put right.')).toBeTruthy();
  expect(desk.last('check')).toEqual({ fob: '12345678' });
  expect(document.activeElement).toBe(who);
  expect(counter.getByRole('button', { name: /Check again/ })).toBeTruthy();
  expect(await flaws()).toEqual([]);
  // Another fob has not said it.
  desk.answers['fobs'] = { fobs: [{ ...ours, serial: '7', reader: 'b' }], troubles: [] };
  desk.tell({ event: 'inserted', reader: 'b' });
  await vi.waitFor(() => expect(screen.queryByText('37 ahead, put right.')).toBeNull());
});

test('a finger is asked for on the card, and Escape stops asking', async () => {
  let end: (value: unknown) => void = () => {};
  const { desk, counter } = await open({ check: () => new Promise((done) => (end = done)) });
  await fireEvent.click(counter.getByRole('button', { name: /Check its counter/ }));
  desk.tell({ event: 'touch', seconds: 15 });
  expect(await counter.findByText('Touch the fob now')).toBeTruthy();
  expect(screen.getAllByText('Touch the fob now')).toHaveLength(1);
  expect(await flaws()).toEqual([]);
  await press('Escape');
  expect(desk.times('stop')).toBe(1);
  desk.tell({ event: 'touch_over' });
  end(Promise.reject(report('stopped', { severity: 'warning' })));
  expect(await counter.findByText('A slot does not tell its counter.')).toBeTruthy();
  expect(screen.queryByText('What stopped is.')).toBeNull();
});

test('where the fob cannot tell, its codes can be typed; and a fault is told', async () => {
  const cannot = checked({ verdict: 'cannot_tell', say: 'Cannot tell.', now: 'Press it.' });
  const { desk, counter, onsync } = await open({ check: cannot });
  await press('F4');
  await fireEvent.click(await counter.findByRole('button', { name: 'Type its codes' }));
  expect(onsync).toHaveBeenLastCalledWith('zmueller');
  desk.answers['check'] = report('fob_lost');
  await press('F4');
  expect(await counter.findByText('What fob_lost is.')).toBeTruthy();
});

test('each verdict has its sign and its colour', async () => {
  for (const [verdict, tone] of [
    ['in_step', 'ok'],
    ['moved', 'ok'],
    ['behind', 'warn'],
    ['not_ours', 'warn'],
    ['cannot_tell', 'soft'],
    ['rewritten', 'bad'],
  ] as const) {
    const { desk } = await open({ check: checked({ verdict, say: `It is ${verdict}.` }) });
    await press('F4');
    const said = (await screen.findByText(`It is ${verdict}.`)).closest('section');
    expect(said?.className, verdict).toContain(tone);
    expect(said?.querySelector('.sign svg'), verdict).toBeTruthy();
    expect(desk.times('check')).toBe(1);
    document.body.replaceChildren();
  }
});

test('whose a fob is can be found out from the bench, with a fob or without', async () => {
  const { desk, onsync } = await open();
  await fireEvent.click(screen.getByRole('button', { name: 'Whose fob is this?' }));
  expect(onsync).toHaveBeenLastCalledWith(null);
  desk.answers['fobs'] = { fobs: [], troubles: [] };
  desk.tell({ event: 'removed', reader: ours.reader });
  await screen.findByRole('heading', { name: 'Plug in a fob' });
  await fireEvent.click(screen.getByRole('button', { name: 'Whose fob is this?' }));
  expect(onsync).toHaveBeenCalledTimes(2);
});
