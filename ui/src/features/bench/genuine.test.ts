import { fireEvent, render, screen, within } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect, test, vi } from 'vitest';
import type { GenuineCard } from '../../bindings/GenuineCard';
import { PlayedDesk, report } from '../../shared/desk.fixture';
import Bench from './Bench.svelte';
import { fob, profiles } from './fobs.fixture';
import { Plugged } from './plugged.svelte';

// jsdom answers no media queries.
vi.stubGlobal('matchMedia', () => ({ matches: true }));

function verdict(change: Partial<GenuineCard> = {}): GenuineCard {
  return {
    fob: { serial: '12345678' },
    verdict: 'genuine',
    why: 'vouched',
    root: 'Yubico PIV Root CA',
    serial_matches: true,
    key_left: false,
    say: 'Yubico vouches for the key. It says nothing of what was written to it before.',
    now: '',
    ...change,
  };
}

const terms = report('genuine_consent', {
  what: 'The fob must make a key in PIV slot 95.',
  now: 'Confirm with the last four digits (--consent).',
});

async function open(genuine: unknown, plugs: unknown[] = [fob()]) {
  const desk = new PlayedDesk({
    fobs: { fobs: plugs, troubles: [] },
    profiles,
    settle: [],
    waiting: [],
    genuine,
  });
  const plugged = new Plugged(desk);
  render(Bench, { plugged, onsync: vi.fn() });
  await plugged.start();
  await screen.findByRole('article');
  return desk;
}

const ask = async () =>
  fireEvent.click(await screen.findByRole('button', { name: 'Is it genuine?' }));
const part = () => within(screen.getByRole('region', { name: 'Is it genuine?' }));

async function flaws(): Promise<string[]> {
  document.documentElement.lang = 'en';
  document.title = 'Fobdesk';
  const rules = { 'color-contrast': { enabled: false }, region: { enabled: false } };
  const found = await axe.run(document, { rules });
  return found.violations.map((one) => `${one.id}: ${one.nodes[0]?.html ?? ''}`);
}

test('what is made on the fob is said first, and only the four digits make it', async () => {
  const desk = await open((args: { consent: string | null }) => {
    if (args.consent === null) return terms;
    return args.consent === '5678' ? verdict() : report('overwrite_mismatch');
  });
  expect(desk.times('genuine')).toBe(0);
  await ask();
  const dialog = await screen.findByRole('dialog', { name: 'Is it genuine?' });
  expect(dialog.textContent).toContain('The fob must make a key in PIV slot 95.');
  expect(dialog.textContent).not.toContain('--consent');
  expect(desk.last('genuine')).toEqual({ fob: '12345678', consent: null, with_file: false });
  expect(await flaws()).toEqual([]);
  const digits = () => screen.findByLabelText('Last four digits of the serial');
  const agree = () => screen.getByRole('button', { name: 'Make the key and ask' });
  await fireEvent.input(await digits(), { target: { value: '1111' } });
  await fireEvent.click(agree());
  expect(await screen.findByText('What overwrite_mismatch is.')).toBeTruthy();
  await fireEvent.input(await digits(), { target: { value: '5678' } });
  await fireEvent.click(agree());
  expect(await part().findByText('Genuine')).toBeTruthy();
  expect(part().getByText(/It says nothing of what was written/)).toBeTruthy();
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(await flaws()).toEqual([]);
});

test('who does not agree has changed nothing', async () => {
  const desk = await open(terms);
  await ask();
  const digits = await screen.findByLabelText('Last four digits of the serial');
  await fireEvent.keyDown(digits, { key: 'Escape' });
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(desk.times('genuine')).toBe(1);
  expect(document.querySelector('[data-genuine]')).toBeNull();
});

test('where a certificate of the maker is missing, its file can be chosen', async () => {
  const missing = verdict({ verdict: 'cannot_tell', why: 'intermediate_missing', say: 'Missing.' });
  const desk = await open((args: { with_file: boolean; consent: string | null }) => {
    if (args.consent === null) return terms;
    return args.with_file ? verdict() : missing;
  });
  await ask();
  const digits = await screen.findByLabelText('Last four digits of the serial');
  await fireEvent.input(digits, { target: { value: '5678' } });
  await fireEvent.click(screen.getByRole('button', { name: 'Make the key and ask' }));
  expect(await part().findByText('Cannot tell')).toBeTruthy();
  await fireEvent.click(part().getByRole('button', { name: 'Choose the maker’s file…' }));
  expect(await part().findByText('Genuine')).toBeTruthy();
  expect(desk.last('genuine')).toEqual({ fob: '12345678', consent: '5678', with_file: true });
  expect(part().queryByRole('button', { name: 'Choose the maker’s file…' })).toBeNull();
});

test('who closes the question for the file keeps the verdict; other failures are told', async () => {
  const missing = verdict({ verdict: 'cannot_tell', why: 'intermediate_missing', say: 'Missing.' });
  const desk = await open(missing);
  await ask();
  expect(await part().findByText('Cannot tell')).toBeTruthy();
  desk.answers['genuine'] = report('stopped', { severity: 'warning' });
  await fireEvent.click(part().getByRole('button', { name: 'Choose the maker’s file…' }));
  expect(await part().findByText('Missing.')).toBeTruthy();
  desk.answers['genuine'] = report('genuine_cut');
  await fireEvent.click(part().getByRole('button', { name: /Ask once more/ }));
  expect(await part().findByText('What genuine_cut is.')).toBeTruthy();
});

test('another fob has not been asked, and one without a serial cannot be', async () => {
  const bad = verdict({ verdict: 'not_genuine', why: 'stranger', say: 'Somebody else does.' });
  const desk = await open(bad);
  await ask();
  expect(await part().findByText('Not genuine')).toBeTruthy();
  desk.answers['fobs'] = { fobs: [fob({ serial: '7' })], troubles: [] };
  desk.tell({ event: 'inserted', reader: fob().reader });
  await vi.waitFor(() => expect(screen.queryByText('Not genuine')).toBeNull());
  expect(await screen.findByRole('button', { name: 'Is it genuine?' })).toBeTruthy();
  desk.answers['fobs'] = { fobs: [fob({ serial: null })], troubles: [] };
  desk.tell({ event: 'inserted', reader: fob().reader });
  await vi.waitFor(() =>
    expect(screen.queryByRole('button', { name: 'Is it genuine?' })).toBeNull(),
  );
});
