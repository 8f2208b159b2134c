import { fireEvent, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import { say } from '../../words';
import {
  card,
  field,
  flaws,
  isIn,
  match,
  open,
  press,
  type,
  who,
  whose,
  zoe,
} from './sync.fixture';

/** A fob is pressed twice, wherever the keyboard is. */
async function pressedTwice(first = '755224', second = '287082') {
  await isIn(who());
  await type(first);
  await isIn(field('Second'));
  await type(second);
}

test('a fob that is pressed says whose it is, and one Enter puts it in step', async () => {
  const { desk } = open({ whose: whose(match()) });
  await pressedTwice();
  expect(await screen.findByText('It is the fob of Zoë Müller.')).toBeTruthy();
  expect(desk.last('whose')).toEqual({ codes: ['755224', '287082'] });
  for (const text of [/12 345 678/, /Slot 1, short touch/, /given/]) {
    expect(screen.getByText(text)).toBeTruthy();
  }
  const put = screen.getByRole('button', { name: /Put its counter in step/ });
  await isIn(put);
  expect(await flaws()).toEqual([]);
  await fireEvent.click(put);
  expect(await screen.findByText('37 presses ahead: put in step.')).toBeTruthy();
  expect(desk.last('sync')).toEqual({ person: null, token: 't1', codes: ['755224', '287082'] });
});

test('a fob may put its own name before the code, and Enter behind it', async () => {
  const { desk } = open({ whose: whose(match()) });
  await isIn(who());
  await type('ubhe12345678755224');
  await press('Enter');
  await isIn(field('Second'));
  await type('ubhe12345678287082');
  await vi.waitFor(() =>
    expect(desk.last('whose')).toEqual({ codes: ['ubhe12345678755224', 'ubhe12345678287082'] }),
  );
});

test('a pressed fob’s own name does not lose the person who was found', async () => {
  const { desk } = open();
  await isIn(who());
  await type('zoë');
  await isIn(field('First'));
  await type('ubhe12345678755224');
  await isIn(field('Second'));
  expect((await who()).value).toBe('zoë');
  await type('287082');
  await vi.waitFor(() => expect(desk.last('sync')?.['person']).toBe('zmueller'));
});

test('a serial typed with a pause is no code, wherever the pause is', async () => {
  const { desk } = open({
    people_find: ({ text }: { text: string }) => (/zoë|^12345678$/.test(text) ? [zoe] : []),
  });
  await isIn(who());
  await type('123456');
  await isIn(field('First'));
  await type('78');
  await vi.waitFor(async () => expect((await who()).value).toBe('12345678'));
  expect((await field('First')).value).toBe('');
  expect(await screen.findByText('Zoë Müller')).toBeTruthy();
  await isIn(field('First'));
  expect(desk.times('whose')).toBe(0);
});

test('codes of nobody’s fob are asked for again', async () => {
  const { desk } = open({ whose: whose() });
  await pressedTwice();
  expect(await screen.findByText('It is none of our fobs.')).toBeTruthy();
  const first = await field('First');
  await isIn(first);
  expect([first.selectionStart, first.selectionEnd]).toEqual([0, 6]);
  expect(await flaws()).toEqual([]);
  await type('359152');
  await isIn(field('Second'));
  expect(desk.times('whose')).toBe(1);
  await type('969429');
  await vi.waitFor(() => expect(desk.last('whose')).toEqual({ codes: ['359152', '969429'] }));
});

test('of several fobs none is put in step, and a third code tells them apart', async () => {
  const other = match({ token: 't2', fob: '87654321', name: null, person: null });
  const { desk } = open({ whose: whose(match(), other) });
  await pressedTwice();
  expect(await screen.findByText('It may be two.')).toBeTruthy();
  expect(screen.getAllByRole('listitem')).toHaveLength(2);
  expect(screen.queryByRole('button', { name: /Put its counter in step/ })).toBeNull();
  await isIn(field('Third'));
  expect(await flaws()).toEqual([]);
  desk.answers['whose'] = whose(match());
  await type('359152');
  await vi.waitFor(() =>
    expect(desk.last('whose')).toEqual({ codes: ['755224', '287082', '359152'] }),
  );
  await isIn(screen.findByRole('button', { name: /Put its counter in step/ }));
});

test('a token that is over is named, and left alone', async () => {
  open({ whose: whose(match({ state: 'retired' })) });
  await pressedTwice();
  expect(await screen.findByText(/retired/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Put its counter in step/ })).toBeNull();
});

test('who names the person afterwards need not type the codes again', async () => {
  const { desk } = open({ whose: whose(match()) });
  await pressedTwice();
  await screen.findByText('It is the fob of Zoë Müller.');
  (await who()).focus();
  await type('zoë');
  await press('Enter');
  await vi.waitFor(() => expect(desk.last('sync')?.['person']).toBe('zmueller'));
});

test('whoever types when all is done has the next one', async () => {
  const { syncing } = open({ sync: card() });
  await isIn(who());
  await type('zoë');
  await press('Enter');
  await isIn(field('First'));
  await type('755224287082');
  await isIn(screen.findByRole('button', { name: /Next person/ }));
  await type('anna');
  expect((await who()).value).toBe('anna');
  expect(syncing.codes).toEqual(['', '', '']);
});

test('the page speaks Russian', () => {
  const words = [
    say('sync-who', {}, 'ru'),
    say('sync-ahead', { count: 3, shown: '3' }, 'ru'),
    say('sync-slow', { count: 5, shown: '5' }, 'ru'),
    say('sync-slip', { digit: 4, next: 5, typed: '8', meant: '3' }, 'ru'),
  ];
  expect(words).toEqual([
    'У кого брелок?',
    'На 3 нажатия впереди',
    'Отстают на 5 шагов',
    'Проверьте цифру 4: 8 или 3?',
  ]);
});
