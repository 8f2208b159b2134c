import { fireEvent, screen, within } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import { report } from '../../shared/desk.fixture';
import {
  anna,
  begin,
  code,
  flaws,
  Hand,
  isIn,
  open,
  press,
  rules,
  token,
  type,
  UNTIL,
  who,
  zoe,
} from './recovery.fixture';

const answer = (name: string | RegExp) => screen.findByRole('region', { name });

test('a lost fob takes five acts: out of use, with a code that is shown once', async () => {
  const { desk, recovering } = open();
  const hand = new Hand();
  hand.acts = 1;
  await isIn(who());
  await hand.types('zoë');
  await isIn(code());
  await hand.press('F7');
  await isIn(screen.findByRole('textbox', { name: 'What happened?' }));
  expect(await flaws()).toEqual([]);
  await hand.press('1');
  expect(screen.getByRole('button', { name: 'Lost', pressed: true })).toBeTruthy();
  desk.answers['people_show'] = { ...zoe, tokens: [token({ state: 'lost' })] };
  // Enter in the field submits the form, which jsdom does not do.
  hand.acts += 1;
  await fireEvent.submit(screen.getByRole('form', { name: 'The fob is lost' }));
  const shown = within(await answer('Emergency code for Zoë Müller'));
  expect(hand.acts).toBeLessThanOrEqual(5);
  expect(desk.last('lost')).toEqual({
    person: 'zmueller',
    fob: '12345678',
    reason: 'Lost',
    uses: 1,
    minutes: 60,
    identified: null,
  });
  expect(document.querySelector('[data-emergency-code]')?.textContent).toMatch(/482.*915.*7036/);
  for (const words of ['four', 'zero', /^Works once, until 27 Nov 2026/, /^It dies as soon as/]) {
    expect(shown.getByText(words)).toBeTruthy();
  }
  await isIn(shown.getByRole('heading'));
  expect(await flaws()).toEqual([]);
  // Neither Enter, nor Escape, nor F5 once more hides it: only Done, and then for good.
  for (const key of ['Enter', 'Escape', 'F7']) await press(key);
  recovering.visit(true);
  expect(screen.getByText('7036')).toBeTruthy();
  await fireEvent.click(shown.getByRole('button', { name: 'Done' }));
  await isIn(code());
  expect(document.body.innerHTML).not.toContain('7036');
  expect(recovering.shown).toBeNull();
  expect(await answer(/is out of use\./)).toBeTruthy();
  const lost = screen.getByRole<HTMLButtonElement>('button', { name: /^The fob is lost/ });
  await vi.waitFor(() => expect(lost.disabled).toBe(true));
});

test('while the code is on the screen, a letter may carry it, and afterwards nothing does', async () => {
  const { desk } = open({
    printers: ['Desk'],
    letter: { letter: 'lost', person: 'zmueller', fob: '12345678', file: null },
  });
  const hand = new Hand();
  await isIn(who());
  await hand.types('zoë');
  await isIn(code());
  await hand.press('F7');
  await isIn(screen.findByRole('textbox', { name: 'What happened?' }));
  await hand.press('1');
  desk.answers['people_show'] = { ...zoe, tokens: [token({ state: 'lost' })] };
  await fireEvent.submit(screen.getByRole('form', { name: 'The fob is lost' }));
  const shown = within(await answer('Emergency code for Zoë Müller'));
  await fireEvent.click(shown.getByRole('button', { name: 'Print a letter' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.queryByText(/7036/)).toBeNull();
  await fireEvent.click(await dialog.findByRole('button', { name: 'Print on Desk' }));
  expect(await dialog.findByText('The letter is sent to Desk.')).toBeTruthy();
  expect(desk.last('letter')).toEqual({
    kind: 'lost',
    person: null,
    fob: '12345678',
    emergency: '482 915 7036',
    to: { kind: 'print', queue: 'Desk' },
  });
  await fireEvent.click(dialog.getByRole('button', { name: 'Done' }));
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(screen.getByText('7036')).toBeTruthy();
  await fireEvent.click(shown.getByRole('button', { name: 'Done' }));
  await isIn(code());
  expect(document.body.innerHTML).not.toContain('7036');
});

test('of several fobs one is named, a reason is needed, and no code unless wanted', async () => {
  const { desk } = open({
    lost: { fob: { serial: '11111111', state: 'lost' }, person: 'anna', emergency: null },
  });
  await begin('anna');
  await press('F7');
  const form = await screen.findByRole('form', { name: 'The fob is lost' });
  const [first, second] = within(form).getAllByRole('radio');
  await isIn(first as HTMLElement);
  await fireEvent.submit(form);
  expect(desk.times('lost')).toBe(0);
  await fireEvent.click(second as HTMLElement);
  const reason = within(form).getByRole('textbox', { name: 'What happened?' });
  await isIn(reason);
  await fireEvent.submit(form);
  expect(within(form).getByText(/^A few words are needed/)).toBeTruthy();
  expect(desk.times('lost')).toBe(0);
  await press('4');
  await type('a taxi');
  await fireEvent.click(within(form).getByRole('checkbox', { name: /^Emergency code/ }));
  expect(await flaws()).toEqual([]);
  await fireEvent.submit(form);
  await answer(/is out of use\./);
  expect(desk.last('lost')).toEqual({
    person: 'anna',
    fob: anna.tokens[1]?.fob,
    reason: 'Left in a taxi',
    uses: null,
    minutes: null,
    identified: null,
  });
});

test('a fault of the loss is told where it happened, and Escape leaves the form', async () => {
  open({ lost: report('emergency_bad') });
  await begin();
  await press('F7');
  await isIn(screen.findByRole('textbox', { name: 'What happened?' }));
  await press('2');
  await fireEvent.submit(await screen.findByRole('form', { name: 'The fob is lost' }));
  expect(await screen.findByText('What emergency_bad is.')).toBeTruthy();
  expect(screen.getByRole('form', { name: 'The fob is lost' })).toBeTruthy();
  await press('Escape');
  await isIn(code());
  expect(screen.queryByText('What emergency_bad is.')).toBeNull();
  await press('Escape');
  await isIn(who());
  expect((await who()).value).toBe('');
});

test('three days without a fob take four acts, and are ended with one more', async () => {
  const { desk } = open();
  const hand = new Hand();
  hand.acts = 1;
  await isIn(who());
  await hand.types('zoë');
  await isIn(code());
  await hand.press('F8');
  await isIn(screen.findByRole('button', { name: /^1 day/ }));
  expect(await flaws()).toEqual([]);
  const suspended = { since: UNTIL, until: UNTIL, reason: 'Left at home', by: 'os:irina' };
  desk.answers['people_show'] = { ...zoe, suspended };
  await hand.press('3');
  expect(await answer(/^Zoë Müller does without until 27 Nov 2026/)).toBeTruthy();
  expect(hand.acts).toBeLessThanOrEqual(4);
  expect(desk.last('suspend')).toEqual({ login: 'zmueller', days: 3, reason: 'Left at home' });
  desk.answers['people_show'] = zoe;
  await hand.clicks('End it now');
  expect(await answer('Zoë Müller needs a fob again from now on.')).toBeTruthy();
  expect(desk.last('resume')).toEqual({ login: 'zmueller' });
  await vi.waitFor(() => expect(screen.queryByRole('button', { name: 'End it now' })).toBeNull());
});

test('the house says for how many days, and whether for good', async () => {
  const house = (key: string, value: string) => ({ key, value, usual: value, range: null });
  const { desk } = open({
    policy: [...rules.slice(0, 2), house('suspend.most_days', '5')],
    suspend: { person: 'zmueller', until: null },
  });
  await begin();
  await press('F8');
  expect(await screen.findAllByRole('button', { name: /day/ })).toHaveLength(6);
  await fireEvent.click(screen.getByRole('button', { name: /^For good/ }));
  expect(await answer('Zoë Müller does without until somebody ends it.')).toBeTruthy();
  expect(desk.last('suspend')?.['days']).toBeNull();
});

test('where codes are not used, none is asked for and none is made', async () => {
  open({ policy: [{ key: 'codes.allowed', value: 'no', usual: 'yes', range: null }] });
  await isIn(who());
  await type('zoë');
  await press('Enter');
  expect(await screen.findByText(/^Recovery codes are not used here/)).toBeTruthy();
  expect(screen.queryByLabelText('Recovery code')).toBeNull();
  expect(screen.queryByRole('button', { name: /Print on/ })).toBeNull();
  await press('F7');
  await screen.findByRole('form', { name: 'The fob is lost' });
  expect(screen.queryByRole('checkbox')).toBeNull();
});

test('what was wished for before the person is done as soon as the person is clear', async () => {
  const { recovering } = open();
  recovering.fresh('lost');
  await isIn(who());
  await type('zoë');
  await isIn(screen.findByRole('textbox', { name: 'What happened?' }));
});
