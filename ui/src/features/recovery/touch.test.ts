/** A fob that is given from here and wants a finger: the same card as at the bench. */
import { fireEvent, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import { report } from '../../shared/desk.fixture';
import { begin, flaws, open, press, UNTIL } from './recovery.fixture';

/** Somebody asks for another fob, and the desk is at it. */
async function writing(act: 'replace' | 'lend') {
  let end: (answer: unknown) => void = () => {};
  const answer = () => new Promise((settle) => (end = settle));
  const page = open({ permit: { at: UNTIL, until: UNTIL }, [act]: answer });
  await begin();
  await press('F4');
  if (act === 'lend') {
    await fireEvent.click(await screen.findByRole('radio', { name: 'For some days' }));
  }
  await fireEvent.submit(await screen.findByRole('form', { name: 'Another fob' }));
  await vi.waitFor(() => expect(page.desk.times(act)).toBe(1));
  return { ...page, end: (answer: unknown) => end(answer) };
}
const card = () => screen.queryByRole('alert');

test.each(['replace', 'lend'] as const)('it shows where the finger goes: %s', async (act) => {
  const { desk } = await writing(act);
  expect(card()).toBeNull();
  desk.tell({ event: 'touch', seconds: 15 });
  expect(await screen.findByText('Touch the fob now')).toBeTruthy();
  expect(card()?.textContent).toMatch(/metal of the fob.*1[45] s/s);
  expect(await flaws()).toEqual([]);
  desk.tell({ event: 'touch_over' });
  await vi.waitFor(() => expect(card()).toBeNull());
  expect(desk.times('stop')).toBe(0);
});

test('it is stopped by Escape or by its button, once, and nothing is scolded', async () => {
  const { desk, end } = await writing('replace');
  desk.tell({ event: 'touch', seconds: 15 });
  const stop = await screen.findByRole<HTMLButtonElement>('button', { name: /^Stop/ });
  await press('Escape');
  expect(desk.times('stop')).toBe(1);
  expect(stop.disabled).toBe(true);
  expect(screen.getByText('Stopping as soon as the fob stops waiting')).toBeTruthy();
  await press('Escape');
  expect(desk.times('stop')).toBe(1);
  end(Promise.reject(report('stopped', { severity: 'warning', left: 'untouched' })));
  await vi.waitFor(() => expect(card()).toBeNull());
  expect(screen.queryByText('What stopped is.')).toBeNull();
  expect(screen.getByRole('form', { name: 'Another fob' })).toBeTruthy();
});

test('stopped too late, it says what the fob holds', async () => {
  const { desk, end } = await writing('replace');
  desk.tell({ event: 'touch', seconds: 15 });
  await fireEvent.click(await screen.findByRole('button', { name: /^Stop/ }));
  expect(desk.times('stop')).toBe(1);
  end(Promise.reject(report('stopped', { severity: 'warning', left: 'written' })));
  expect(await screen.findByText('What stopped is.')).toBeTruthy();
});
