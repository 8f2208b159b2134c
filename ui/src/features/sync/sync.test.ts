import { fireEvent, screen, within } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import { report } from '../../shared/desk.fixture';
import {
  anna,
  begin,
  card,
  field,
  flaws,
  isIn,
  open,
  press,
  token,
  type,
  unsettled,
  who,
  zoe,
} from './sync.fixture';

const codes = (desk: ReturnType<typeof open>['desk']) => desk.last('sync')?.['codes'];

test('a person, a code, a code: no Enter is needed, and the next person begins anew', async () => {
  const { desk } = open();
  await isIn(who());
  expect(await flaws()).toEqual([]);
  await type('zoë');
  // The only one who fits is meant as soon as typing pauses.
  await isIn(field('First'));
  expect(screen.getByText('Ask for a code').textContent).toContain('Zoë Müller');
  expect(screen.getByText('Zoë Müller', { selector: 'b bdi' })).toBeTruthy();
  await type('755224');
  await isIn(field('Second'));
  expect(screen.getByText('Now the next code')).toBeTruthy();
  await type('287082');
  const verdict = within(
    await screen.findByRole('region', { name: '37 presses ahead: put in step.' }),
  );
  expect(desk.last('sync')).toEqual({
    person: 'zmueller',
    token: null,
    codes: ['755224', '287082'],
  });
  for (const text of [/^The next code works/, /^37 presses ahead$/, /next counter is 1243/]) {
    expect(verdict.getByText(text)).toBeTruthy();
  }
  expect(verdict.getByText(/Certain.*once in 1,000,000 times/)).toBeTruthy();
  const next = screen.getByRole('button', { name: /Next person/ });
  await isIn(next);
  expect(await flaws()).toEqual([]);
  await fireEvent.click(next);
  await isIn(who());
  expect((await who()).value).toBe('');
  expect((await field('First')).value).toBe('');
  expect(screen.queryByText('37 presses ahead: put in step.')).toBeNull();
});

test('the Enter that a fob types after its code does not send the answer away', async () => {
  open();
  await begin();
  await type('755224');
  await press('Enter');
  await type('287082');
  const next = await screen.findByRole('button', { name: /Next person/ });
  await isIn(next);
  expect(await fireEvent.keyDown(next, { key: 'Enter' })).toBe(false);
  expect(screen.getByText('37 presses ahead: put in step.')).toBeTruthy();
});

test('a name goes on where it was: its letters never land in a code', async () => {
  const { desk } = open();
  await isIn(who());
  await type('zo');
  await isIn(field('First'));
  await type('ë m');
  await isIn(who());
  expect((await who()).value).toBe('zoë m');
  await isIn(field('First'));
  await press('Backspace');
  await isIn(who());
  expect((await who()).value).toBe('zoë m');
  expect(desk.times('sync')).toBe(0);
});

test('half a serial does not send the keyboard on, a whole one does', async () => {
  open();
  await isIn(who());
  await type('1234');
  await screen.findByText('Zoë Müller', { selector: 'b bdi' });
  await new Promise((done) => setTimeout(done, 600));
  await isIn(who());
  await type('5678');
  await isIn(field('First'));
});

test('of several people the marked one is meant', async () => {
  const { desk } = open();
  await isIn(who());
  await type('mü');
  await vi.waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(2));
  expect(await flaws()).toEqual([]);
  await press('ArrowDown');
  await press('Enter');
  await isIn(field('First'));
  expect((await who()).value).toBe('Anna Müller');
  await type('755224287082');
  await vi.waitFor(() => expect(desk.last('sync')?.['person']).toBe('anna'));
});

test('both codes pasted at once go where they belong, as they were typed', async () => {
  const { desk } = open();
  await begin();
  await fireEvent.input(await field('First'), { target: { value: '755 224, 287 082' } });
  await vi.waitFor(() => expect(codes(desk)).toEqual(['755 224', '287 082']));
  expect((await field('Second')).value).toBe('287 082');
});

test('codes are whole with as many digits as the person’s token has', async () => {
  const { desk } = open({ people_find: [{ ...zoe, tokens: [token({ digits: 8 })] }] });
  await begin();
  await type('7552');
  await type('24');
  await new Promise((done) => setTimeout(done, 550));
  await isIn(field('First'));
  await type('12');
  await isIn(field('Second'));
  await type('28708');
  await press('Enter');
  await vi.waitFor(() => expect(codes(desk)).toEqual(['75522412', '28708']));
});

test('a slip is pointed at, and the next digit replaces the code', async () => {
  const slip = { code: 2, digit: 4, typed: '0', meant: '6', swapped: false };
  const { desk } = open({
    sync: unsettled({ verdict: 'mistyped', say: 'One digit is wrong.', slip }),
  });
  await begin();
  await type('755224287082');
  expect(await screen.findByText('Look at digit 4: 0, or 6?')).toBeTruthy();
  const second = await field('Second');
  await isIn(second);
  expect([second.selectionStart, second.selectionEnd]).toEqual([0, 6]);
  expect(second.getAttribute('aria-invalid')).toBe('true');
  expect((await field('First')).getAttribute('aria-invalid')).toBeNull();
  expect(document.querySelector('.pointed')?.textContent).toBe('0');
  expect(await flaws()).toEqual([]);
  desk.answers['sync'] = card();
  await type('287682');
  expect(await screen.findByText('37 presses ahead: put in step.')).toBeTruthy();
  expect(codes(desk)).toEqual(['755224', '287682']);
});

test('two digits that changed places are both pointed at', async () => {
  const slip = { code: 1, digit: 3, typed: '', meant: '', swapped: true };
  open({ sync: unsettled({ verdict: 'mistyped', slip }) });
  await begin();
  await type('755224287082');
  expect(await screen.findByText('Look at digits 3 and 4: 52, or 25?')).toBeTruthy();
  await isIn(field('First'));
  expect(document.querySelectorAll('.pointed')).toHaveLength(2);
});

test('each verdict has its colour and its sign, and what is not recorded asks again', async () => {
  const looks = [
    ['in_step', true, 'ok', 'Next person'],
    ['clock_off', true, 'ok', 'Next person'],
    ['already_used', false, 'warn', 'First'],
    ['same_code_twice', false, 'warn', 'Second'],
    ['swapped', false, 'warn', 'First'],
    ['skipped_one', false, 'warn', 'First'],
    ['mistyped', false, 'warn', 'First'],
    ['other_fob', false, 'bad', 'First'],
    ['not_found', false, 'bad', 'First'],
  ] as const;
  for (const [verdict, recorded, tone, seat] of looks) {
    const { unmount } = open({ sync: unsettled({ verdict, recorded, say: `It is ${verdict}.` }) });
    await begin();
    await type('755224287082');
    const region = await screen.findByRole('region', { name: `It is ${verdict}.` });
    expect(region.className, verdict).toContain(tone);
    expect(region.querySelector('.sign svg'), verdict).toBeTruthy();
    await isIn(recorded ? screen.findByRole('button', { name: /Next person/ }) : field(seat));
    expect(await flaws(), verdict).toEqual([]);
    unmount();
  }
});

test('a clock is drawn slow or fast, and a counter ahead or behind', async () => {
  const { desk } = open({ sync: card({ verdict: 'clock_off', kind: 'totp', distance: -4 }) });
  await begin();
  await type('755224287082');
  expect(await screen.findByText('4 steps slow')).toBeTruthy();
  await press('a');
  await isIn(who());
  desk.answers['sync'] = unsettled({ verdict: 'already_used', from: 1204, distance: -3 });
  await type('nna');
  await press('Enter');
  await isIn(field('First'));
  await type('755224287082');
  const picture = (await screen.findByText('3 presses behind')).closest('figure');
  expect(picture?.textContent).toMatch(/fob 1,201\s+ledger 1,204/);
});

test('codes in the wrong order are swapped with one press', async () => {
  const { desk } = open({ sync: unsettled({ verdict: 'swapped' }) });
  await begin();
  await type('755224287082');
  const swap = await screen.findByRole('button', { name: 'Swap them' });
  desk.answers['sync'] = card();
  await fireEvent.click(swap);
  await vi.waitFor(() => expect(codes(desk)).toEqual(['287082', '755224']));
});

test('a third code is asked for when the desk wants one, and then all three are told', async () => {
  const { desk } = open({ sync: unsettled({ third: true, certainty: 'possible', p_false: 0.03 }) });
  await begin();
  expect(screen.queryByLabelText('Third code')).toBeNull();
  await type('755224287082');
  await isIn(field('Third'));
  expect(screen.getByText(/Possible/)).toBeTruthy();
  expect(await flaws()).toEqual([]);
  desk.answers['sync'] = card();
  await type('359152');
  await vi.waitFor(() => expect(codes(desk)).toEqual(['755224', '287082', '359152']));
  expect(await screen.findByRole('button', { name: /Next person/ })).toBeTruthy();
});

test('a fault of a code is told, and the code that looks odd is typed anew', async () => {
  const letter = report('code_letter', { severity: 'warning' });
  const { desk } = open({ sync: letter });
  await begin();
  await type('7552242870O2');
  expect(await screen.findByText(letter.what)).toBeTruthy();
  const second = await field('Second');
  await isIn(second);
  expect(second.getAttribute('aria-invalid')).toBe('true');
  expect(codes(desk)).toEqual(['755224', '2870O2']);
});

test('a long search says how far it is, and Escape stops it', async () => {
  let end: (value: unknown) => void = () => {};
  const { desk } = open({ sync: () => new Promise((done) => (end = done)) });
  await begin();
  await type('755224287082');
  expect(await screen.findByText('Comparing…')).toBeTruthy();
  desk.tell({ event: 'searched', positions: 1_200_000 });
  expect(await screen.findByText('1,200,000 codes compared')).toBeTruthy();
  expect(await flaws()).toEqual([]);
  await press('Escape');
  expect(desk.times('stop')).toBe(1);
  end(Promise.reject(report('stopped', { severity: 'warning' })));
  expect(await screen.findByText('Stopped')).toBeTruthy();
  expect(screen.queryByText('What stopped is.')).toBeNull();
  desk.answers['sync'] = card();
  await press('Enter');
  expect(await screen.findByText('37 presses ahead: put in step.')).toBeTruthy();
});

test('who will soon call is named, and called with one press', async () => {
  const warning = {
    token: 't2',
    fob: '87654321',
    person: 'anna',
    name: 'Anna Müller',
    reason: 'leaves_often',
    say: 'Left its window three times.',
    now: 'Ask where it is carried.',
  };
  const { desk } = open({ early_warnings: [warning], people_show: anna });
  const list = within(
    await screen.findByRole('region', { name: 'Call them before they call you' }),
  );
  expect(list.getByText('Left its window three times.')).toBeTruthy();
  expect(await flaws()).toEqual([]);
  await fireEvent.click(list.getByRole('button', { name: 'Put in step: Anna Müller' }));
  await isIn(field('First'));
  expect((await who()).value).toBe('Anna Müller');
  expect(desk.last('people_show')).toEqual({ login: 'anna' });
});

test('where nobody stands out that is said', async () => {
  open();
  expect(await screen.findByText(/^Nobody stands out/)).toBeTruthy();
});
