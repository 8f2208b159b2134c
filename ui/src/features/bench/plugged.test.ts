import { expect, test, vi } from 'vitest';
import { FakeDesk, fob, noService } from './fobs.fixture';
import { Plugged } from './plugged.svelte';

async function started(desk: FakeDesk): Promise<Plugged> {
  const plugged = new Plugged(desk);
  await plugged.start();
  return plugged;
}

const readers = (plugged: Plugged) => plugged.fobs.map((one) => one.reader);

test('fobs stand in the order in which they came', async () => {
  const desk = new FakeDesk();
  const plugged = await started(desk);
  for (const there of [['b'], ['a', 'b'], ['a', 'b', 'c']]) {
    desk.there = there.map((reader) => fob({ reader }));
    desk.tell({ event: 'inserted', reader: 'some' });
    await vi.waitFor(() => expect(plugged.fobs).toHaveLength(there.length));
  }
  expect(readers(plugged)).toEqual(['b', 'a', 'c']);
});

test('news that comes while the desk is asked leads to one more look', async () => {
  const desk = new FakeDesk();
  const plugged = await started(desk);
  const before = desk.asked;
  desk.tell({ event: 'inserted', reader: 'a' });
  desk.tell({ event: 'removed', reader: 'a' });
  desk.tell({ event: 'inserted', reader: 'b' });
  desk.there = [fob({ reader: 'b' })];
  await vi.waitFor(() => expect(readers(plugged)).toEqual(['b']));
  expect(desk.asked - before).toBe(2);
});

test('trouble takes the cards away, and the next news brings them back', async () => {
  const desk = new FakeDesk();
  desk.there = [fob()];
  const plugged = await started(desk);
  desk.there = noService;
  desk.tell({ event: 'service_gone', reader: null });
  await vi.waitFor(() => expect(plugged.trouble).toEqual(noService));
  expect(plugged.fobs).toEqual([]);
  desk.there = [fob()];
  desk.tell({ event: 'service_gone', reader: null });
  await vi.waitFor(() => expect(plugged.fobs).toHaveLength(1));
  expect(plugged.trouble).toBeNull();
});
