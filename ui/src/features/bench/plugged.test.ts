import { expect, test, vi } from 'vitest';
import { PlayedDesk } from '../../shared/desk.fixture';
import { fob, noService } from './fobs.fixture';
import { Plugged } from './plugged.svelte';

async function started(answers: Record<string, unknown> = {}) {
  const desk = new PlayedDesk({ settle: [], waiting: [], ...answers });
  const plugged = new Plugged(desk);
  await plugged.start();
  return { desk, plugged };
}

const there = (...readers: string[]) => ({
  fobs: readers.map((reader) => fob({ reader, serial: reader })),
  troubles: [],
});
const readers = (plugged: Plugged) => plugged.fobs.map((one) => one.reader);

test('fobs stand in the order in which they came', async () => {
  const { desk, plugged } = await started();
  for (const now of [['b'], ['a', 'b'], ['a', 'b', 'c']]) {
    desk.answers['fobs'] = there(...now);
    desk.tell({ event: 'inserted', reader: 'some' });
    await vi.waitFor(() => expect(plugged.fobs).toHaveLength(now.length));
  }
  expect(readers(plugged)).toEqual(['b', 'a', 'c']);
});

test('news that comes while the desk is asked leads to one more look', async () => {
  const { desk, plugged } = await started();
  const before = desk.times('fobs');
  desk.answers['fobs'] = there('b');
  for (const reader of ['a', 'b', 'c']) desk.tell({ event: 'reader_added', reader });
  await vi.waitFor(() => expect(readers(plugged)).toEqual(['b']));
  expect(desk.times('fobs') - before).toBe(2);
});

test('trouble takes the cards away, and the next news brings them back', async () => {
  const { desk, plugged } = await started({ fobs: there('a') });
  desk.answers['fobs'] = noService;
  desk.tell({ event: 'service_gone', reader: null });
  await vi.waitFor(() => expect(plugged.trouble).toEqual(noService));
  expect(plugged.fobs).toEqual([]);
  desk.answers['fobs'] = there('a');
  desk.tell({ event: 'service_back', reader: null });
  await vi.waitFor(() => expect(plugged.fobs).toHaveLength(1));
  expect(plugged.trouble).toBeNull();
});

test('while the desk is at work, a fob that was pulled is gone all the same', async () => {
  const { desk, plugged } = await started({ fobs: there('a', 'b') });
  desk.answers['fobs'] = { ...there('a', 'b'), busy: true };
  desk.tell({ event: 'removed', reader: 'a' });
  await vi.waitFor(() => expect(readers(plugged)).toEqual(['b']));
  desk.answers['fobs'] = there('b');
  desk.tell({ event: 'free' });
  await vi.waitFor(() => expect(desk.times('fobs')).toBe(3));
  expect(readers(plugged)).toEqual(['b']);
});

test('what was cut off is settled at the start and when a fob comes', async () => {
  const { desk } = await started({ fobs: there('a') });
  expect(desk.times('settle')).toBe(1);
  desk.tell({ event: 'inserted', reader: 'a' });
  await vi.waitFor(() => expect(desk.times('settle')).toBe(2));
});

test('a ledger that cannot be read leaves the cards alone', async () => {
  const { plugged } = await started({ fobs: there('a'), settle: noService, waiting: noService });
  expect(readers(plugged)).toEqual(['a']);
  expect(plugged.trouble).toBeNull();
});
