import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import { person, PlayedDesk, report } from '../../shared/desk.fixture';
import Bench from './Bench.svelte';
import { fob, issued, profiles } from './fobs.fixture';
import { Plugged } from './plugged.svelte';

// jsdom answers no media queries.
vi.stubGlobal('matchMedia', () => ({ matches: true }));

const here = { fobs: [fob()], troubles: [] };
const gone = { fobs: [], troubles: [] };

async function open(answers: Record<string, unknown> = {}) {
  const desk = new PlayedDesk({
    fobs: here,
    profiles,
    settle: [],
    waiting: [],
    people_find: [person()],
    issue: issued(),
    verify: issued(),
    ...answers,
  });
  const plugged = new Plugged(desk);
  render(Bench, { plugged, onsync: vi.fn() });
  await plugged.start();
  return { desk, plugged };
}

/** Finds Zoë and gives her the fob. */
async function give() {
  const field = await screen.findByRole('combobox', { name: 'Who is it for?' });
  await fireEvent.input(field, { target: { value: 'zmueller' } });
  await screen.findByRole('heading', { name: 'A fob for Zoë Müller' });
  await fireEvent.keyDown(field, { key: 'Enter' });
}

const typed = async (label: RegExp | string, value: string) => {
  const field = await screen.findByLabelText(label);
  await fireEvent.input(field, { target: { value } });
  return field as HTMLInputElement;
};

test('a slot proves itself by what the fob types, and a wrong code is asked for again', async () => {
  const wrong = report('code_wrong');
  const { desk, plugged } = await open({ issue: issued('written'), verify: wrong });
  plugged.giving.profile = 'slot2-hotp';
  await give();
  const field = await typed('Press the fob: a long touch, three seconds', '000000');
  expect(document.activeElement).toBe(field);
  expect(await screen.findByText(wrong.what)).toBeTruthy();
  expect(desk.last('verify')).toEqual({ token: 'T1', fob: null, code: '000000' });
  await vi.waitFor(() => expect(field.value).toBe(''));
  expect(document.activeElement).toBe(field);
  desk.answers['verify'] = issued();
  await fireEvent.input(field, { target: { value: '755224' } });
  expect(await screen.findByRole('button', { name: 'No sheet' })).toBeTruthy();
  expect(screen.queryByText(wrong.what)).toBeNull();
});

test('half a code is not sent', async () => {
  const { desk, plugged } = await open({ issue: issued('written') });
  plugged.giving.profile = 'slot2-hotp';
  await give();
  await typed('Press the fob: a long touch, three seconds', '75522');
  await new Promise((done) => setTimeout(done, 200));
  expect(desk.times('verify')).toBe(0);
});

test('later leaves it written, says that it stays at the desk, and takes it up again', async () => {
  const waiting = {
    token: 'T1',
    serial: '12345678',
    place: 'slot2',
    digits: 6,
    enter: false,
    state: 'written',
    person: 'zmueller',
    name: 'Zoë Müller',
  };
  const { desk, plugged } = await open({ issue: issued('written') });
  plugged.giving.profile = 'slot2-hotp';
  await give();
  desk.answers['waiting'] = [waiting];
  await fireEvent.click(await screen.findByRole('button', { name: 'Later' }));
  expect(await screen.findByText(/Written, but not proven/)).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: /Next person/ }));
  expect(await screen.findByText('Written to slot 2, not proven')).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: 'Prove it now' }));
  await typed('Press the fob: a long touch, three seconds', '755224');
  await vi.waitFor(() => expect(desk.last('verify')?.['token']).toBe('T1'));
});

test('what is in the way is overwritten only by the last four digits', async () => {
  const inTheWay = report('slot_in_use', { severity: 'warning' });
  const mismatch = report('overwrite_mismatch', { severity: 'warning' });
  const answers = [inTheWay, mismatch, issued()];
  const { desk } = await open({ issue: () => answers.shift() });
  await give();
  expect(await screen.findByText(inTheWay.what)).toBeTruthy();
  let field = await typed('Last four digits of the serial', '1111');
  expect(document.activeElement).toBe(field);
  await fireEvent.submit(field.closest('form') ?? field);
  expect(await screen.findByText(mismatch.what)).toBeTruthy();
  field = await typed('Last four digits of the serial', '5678');
  await fireEvent.submit(field.closest('form') ?? field);
  expect(await screen.findByRole('button', { name: 'No sheet' })).toBeTruthy();
  expect(desk.last('issue')?.['overwrite']).toBe('5678');
});

test('Escape leaves what is in the way as it is', async () => {
  const { desk } = await open({ issue: report('fob_taken', { severity: 'warning' }) });
  await give();
  const field = await screen.findByLabelText('Last four digits of the serial');
  await fireEvent.keyDown(field, { key: 'Escape' });
  expect(await screen.findByRole('combobox', { name: 'Who is it for?' })).toBeTruthy();
  expect(desk.times('issue')).toBe(1);
});

test('a fob that was pulled goes on by itself when it returns, and only then', async () => {
  const lost = report('fob_lost', { left: 'unsure' });
  const { desk } = await open({
    issue: () => {
      desk.answers['fobs'] = gone;
      return lost;
    },
  });
  await give();
  expect(await screen.findByText(lost.what)).toBeTruthy();
  expect(screen.getByText(/Plug fob 12 345 678 in again/)).toBeTruthy();
  expect(await screen.findByText('The fob is not plugged in')).toBeTruthy();
  // Another fob is not the one, and what waits is not settled past the person.
  const settled = desk.times('settle');
  desk.answers['fobs'] = { fobs: [fob({ serial: '7', reader: 'b' })], troubles: [] };
  desk.tell({ event: 'inserted', reader: 'b' });
  await screen.findByRole('article');
  expect(desk.times('issue')).toBe(1);
  expect(desk.times('settle')).toBe(settled);
  desk.answers['fobs'] = here;
  desk.answers['issue'] = issued();
  desk.tell({ event: 'inserted', reader: 'a' });
  expect(await screen.findByRole('button', { name: 'No sheet' })).toBeTruthy();
  expect(desk.times('issue')).toBe(2);
});

test('a fob that was pulled is told once, also while its reader has not noticed', async () => {
  const lost = report('fob_lost');
  const { desk, plugged } = await open({
    issue: () => {
      desk.answers['fobs'] = { fobs: [], troubles: [{ reader: 'a', report: lost }] };
      return lost;
    },
  });
  await give();
  await vi.waitFor(() => expect(plugged.silent).toHaveLength(1));
  expect(await screen.findAllByText(lost.what)).toHaveLength(1);
  // Whatever else is silent is told all the same.
  const mute = report('fob_mute');
  desk.answers['fobs'] = { fobs: [], troubles: [{ reader: 'b', report: mute }] };
  desk.tell({ event: 'inserted', reader: 'b' });
  expect(await screen.findByText(mute.what)).toBeTruthy();
});

test('a fob that is back before the desk has noticed goes on as well', async () => {
  const answers: ((value: unknown) => void)[] = [];
  const { desk } = await open({ issue: () => new Promise((done) => answers.push(done)) });
  await give();
  await vi.waitFor(() => expect(desk.times('issue')).toBe(1));
  desk.tell({ event: 'removed', reader: fob().reader });
  desk.tell({ event: 'inserted', reader: fob().reader });
  await vi.waitFor(() => expect(desk.times('fobs')).toBeGreaterThan(1));
  desk.answers['issue'] = issued();
  answers[0]?.(Promise.reject(report('fob_lost')));
  expect(await screen.findByRole('button', { name: 'No sheet' })).toBeTruthy();
  expect(desk.times('issue')).toBe(2);
});

test('a fob that is there and will not talk is not tried for ever', async () => {
  const { desk } = await open({ issue: report('fob_lost') });
  await give();
  const again = await screen.findByRole('button', { name: 'Try again' });
  expect(desk.times('issue')).toBe(1);
  await fireEvent.click(again);
  await vi.waitFor(() => expect(desk.times('issue')).toBe(2));
});

test('any other failure is said, and everything is still there for a second try', async () => {
  const cannot = report('fob_cannot');
  await open({ issue: cannot });
  await give();
  expect(await screen.findByText(cannot.what)).toBeTruthy();
  expect(screen.getByRole('heading', { name: 'A fob for Zoë Müller' })).toBeTruthy();
});

test('who closes the question of where to save the sheet is asked again, without a fault', async () => {
  await open({ codes_issue: report('stopped', { severity: 'warning' }) });
  await give();
  await fireEvent.click(await screen.findByRole('button', { name: 'Save as PDF' }));
  expect(await screen.findByRole('button', { name: 'No sheet' })).toBeTruthy();
  expect(screen.queryByText('What stopped is.')).toBeNull();
});
