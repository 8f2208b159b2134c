import { fireEvent, render, screen, within } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect, test, vi } from 'vitest';
import App from './App.svelte';
import { FakeDesk, fob, inUse, noService } from './features/bench/fobs.fixture';

// jsdom answers no media queries.
vi.stubGlobal('matchMedia', () => ({ matches: true }));

async function open(desk: FakeDesk): Promise<void> {
  render(App, { desk });
  await vi.waitFor(() => expect(desk.asked).toBe(1));
}

async function flaws(): Promise<string[]> {
  const found = await axe.run(document, { rules: { 'color-contrast': { enabled: false } } });
  return found.violations.map((one) => `${one.id}: ${one.nodes[0]?.html ?? ''}`);
}

test('an empty bench says what to do', async () => {
  await open(new FakeDesk());
  expect(await screen.findByRole('heading', { name: 'Plug in a fob' })).toBeTruthy();
  expect(screen.getByText('Nothing is plugged in')).toBeTruthy();
});

test('a fob comes and goes, and its card says what it is', async () => {
  const desk = new FakeDesk();
  await open(desk);
  desk.change([fob({ person: 'zmueller', state: 'assigned' })]);
  const card = within(await screen.findByRole('article', { name: 'YubiKey 5 NFC' }));
  for (const text of ['12\u00a0345\u00a0678', '5.4.3', 'zmueller', '· given out', 'OATH codes']) {
    expect(card.getByText(text, { normalizer: (raw) => raw }), text).toBeTruthy();
  }
  expect(card.getByText('Slot 1').closest('li')?.textContent).toContain('in use, not ours');
  expect(card.getByText('Slot 2').closest('li')?.textContent).toContain('free');
  expect(screen.getByText('One fob is plugged in')).toBeTruthy();
  desk.change([]);
  expect(await screen.findByRole('heading', { name: 'Plug in a fob' })).toBeTruthy();
  expect(screen.queryByRole('article')).toBeNull();
});

test('a fob without a serial says so', async () => {
  const desk = new FakeDesk();
  desk.there = [fob({ serial: null, slots: [], model: 'CanoKey' })];
  await open(desk);
  expect(await screen.findByText('No serial')).toBeTruthy();
});

test('where the ledger cannot be read, nobody is said to own a slot', async () => {
  const desk = new FakeDesk();
  desk.there = [fob({ state: null })];
  await open(desk);
  const slot = (await screen.findByText('Slot 1')).closest('li');
  expect(slot?.textContent).toContain('in use');
  expect(slot?.textContent).not.toContain('ours');
});

test('a fob that does not tell who it is has its notice beside the cards', async () => {
  const desk = new FakeDesk();
  await open(desk);
  desk.change([fob()], [{ reader: 'a third', report: inUse }]);
  const notice = within(await screen.findByRole('status'));
  expect(notice.getByRole('heading', { name: inUse.what })).toBeTruthy();
  expect(notice.getByText('a third')).toBeTruthy();
  expect(screen.getByRole('article')).toBeTruthy();
});

test('a missing service is told with what to do, and looking again mends it', async () => {
  const desk = new FakeDesk();
  desk.there = noService;
  await open(desk);
  const alert = within(await screen.findByRole('alert'));
  expect(alert.getByRole('heading', { name: noService.what })).toBeTruthy();
  expect(alert.getByText(noService.now)).toBeTruthy();
  expect(screen.queryByText('Plug in a fob')).toBeNull();
  desk.there = [fob()];
  await fireEvent.click(alert.getByRole('button', { name: 'Look again' }));
  expect(await screen.findByRole('article')).toBeTruthy();
  expect(screen.queryByRole('alert')).toBeNull();
});

test('practice is marked, and only practice', async () => {
  const { unmount } = render(App, { desk: new FakeDesk(), practises: true });
  expect(await screen.findByText('Practice: these fobs are software')).toBeTruthy();
  unmount();
  await open(new FakeDesk());
  expect(screen.queryByText('Practice: these fobs are software')).toBeNull();
});

test('F1 brings the keyboard to the bench', async () => {
  await open(new FakeDesk());
  await fireEvent.keyDown(window, { key: 'F1' });
  expect(document.activeElement).toBe(screen.getByRole('main'));
});

test('no state of the page has a flaw that axe finds', async () => {
  const desk = new FakeDesk();
  document.documentElement.lang = 'en';
  document.title = 'Fobdesk';
  await open(desk);
  await screen.findByText('Nothing is plugged in');
  expect(await flaws()).toEqual([]);
  const other = fob({ reader: 'another', serial: '7', model: 'Nitrokey 3' });
  desk.change([fob(), other], [{ reader: 'a third', report: inUse }]);
  await screen.findByRole('article', { name: 'Nitrokey 3' });
  expect(await flaws()).toEqual([]);
  desk.change(noService);
  await screen.findByRole('alert');
  expect(await flaws()).toEqual([]);
});
