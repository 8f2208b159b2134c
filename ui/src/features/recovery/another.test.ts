import { fireEvent, screen, within } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import { report } from '../../shared/desk.fixture';
import { begin, flaws, isIn, open, press, rules, token, UNTIL, who, zoe } from './recovery.fixture';

const answer = (name: string | RegExp) => screen.findByRole('region', { name });
const issued = (state = 'assigned') => ({
  fob: { serial: '87654321' },
  token: { id: 't9', kind: 'hotp', digits: 6, algorithm: 'sha1', state, next: 1 },
  verified: { how: 'calculated', at_counter: 0 },
  person: 'zmueller',
  recovery: null,
});
const replaced = (change: object = {}) => ({
  fob: { serial: '12345678', state: 'retired' },
  emergency: null,
  person: 'zmueller',
  new: issued(),
  others: [],
  ...change,
});
const form = () => screen.findByRole('form', { name: 'Another fob' });

test('another fob is asked for only by whoever is known to be the person', async () => {
  const { desk } = open({ replace: replaced() });
  await begin();
  await press('F4');
  await isIn(screen.findByRole('radio', { name: /Instead of 12.345.678/ }));
  expect(await flaws()).toEqual([]);
  await fireEvent.submit(await form());
  expect(desk.times('replace')).toBe(0);
  expect(screen.getByText(/^Say how you know/)).toBeTruthy();
  await isIn(screen.getByRole('button', { name: 'Seen with an ID card' }));
  await fireEvent.click(screen.getByRole('button', { name: 'Seen with an ID card' }));
  await fireEvent.submit(await form());
  await answer(/^Fob 87.654.321 is given in the place of 12.345.678\.$/);
  expect(desk.last('replace')).toEqual({
    fob: '12345678',
    with: null,
    overwrite: null,
    identified: 'Seen with an ID card',
  });
});

test('a code that was accepted a moment ago is proof enough and costs no press', async () => {
  const { desk } = open({
    permit: { at: UNTIL, until: UNTIL },
    replace: replaced({ new: null }),
  });
  await begin();
  await press('F4');
  expect((await form()).querySelector('[data-permit]')?.textContent).toMatch(
    /^A code was accepted/,
  );
  await fireEvent.submit(await form());
  await answer(/one is owed in the place of 12.345.678\.$/);
  expect(desk.last('replace')?.['identified']).toBeNull();
});

test('a fob that is written and not proven says where it is proven', async () => {
  open({
    policy: [...rules, { key: 'proof.replace', value: 'no' }],
    replace: replaced({ new: issued('written') }),
  });
  await begin();
  await press('F4');
  await fireEvent.submit(await form());
  await answer(/Press it at the bench to prove it\.$/);
});

test('what is in the way is lost only after its last four digits are typed', async () => {
  const { desk } = open({ permit: { at: UNTIL, until: UNTIL }, replace: report('name_in_use') });
  await begin();
  await press('F4');
  await fireEvent.submit(await form());
  const last = await screen.findByLabelText<HTMLInputElement>(/^Last four digits/);
  await fireEvent.input(last, { target: { value: '4321' } });
  desk.answers['replace'] = replaced();
  await fireEvent.submit(await form());
  await answer(/is given in the place of/);
  expect(desk.last('replace')?.['overwrite']).toBe('4321');
});

test('a fob is lent for some days, and for longer without another proof', async () => {
  const loan = { fob: '87654321', since: UNTIL, until: UNTIL, overdue: false, by: 'os:irina' };
  const lent = { new: issued(), person: 'zmueller', loan };
  const letter = { letter: 'loaner', person: 'zmueller', fob: '87654321', file: null };
  const { desk } = open({ lend: lent, letter, permit: { at: UNTIL, until: UNTIL } });
  await begin();
  await press('F4');
  await fireEvent.click(await screen.findByRole('radio', { name: 'For some days' }));
  const days = await screen.findByLabelText<HTMLInputElement>('Days');
  await fireEvent.input(days, { target: { value: '5' } });
  desk.answers['people_show'] = { ...zoe, loan };
  await fireEvent.submit(await form());
  await answer(/^Fob 87.654.321 is on loan until 27 Nov 2026/);
  expect(desk.last('lend')).toMatchObject({ person: 'zmueller', fob: null, days: 5 });
  const side = within(await screen.findByRole('complementary', { name: /^How Zoë/ }));
  expect(await side.findByText(/^Has fob 87 654 321 on loan until/)).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: 'Print a letter' }));
  const slip = within(await screen.findByRole('dialog', { name: /Zoë Müller/ }));
  expect(await slip.findByText('The fob is lent: until when')).toBeTruthy();
  await fireEvent.click(await slip.findByRole('button', { name: /^Print/ }));
  await slip.findByText('The letter is sent to Front-desk.');
  expect(desk.last('letter')).toMatchObject({ kind: 'loaner', person: 'zmueller', fob: null });
  await fireEvent.click(slip.getByRole('button', { name: 'Done' }));
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  desk.answers['permit'] = null;
  await press('F4');
  await fireEvent.click(await screen.findByRole('radio', { name: 'Lend it longer' }));
  expect((await form()).querySelector('[data-known]')).toBeNull();
  expect(await flaws()).toEqual([]);
  await fireEvent.submit(await form());
  await vi.waitFor(() => expect(desk.times('lend')).toBe(2));
});

test('a loss is undone as long as its seconds run', async () => {
  const lost = {
    fob: { serial: '12345678', state: 'lost' },
    person: 'zmueller',
    emergency: { code: '482 915 7036', uses: 1, until: UNTIL },
    undo: 10,
  };
  const undone = { ...lost, fob: { serial: '12345678', state: 'assigned' }, emergency: null };
  const { desk } = open({ lost, lost_undo: { ...undone, undo: null } });
  await begin();
  await press('F7');
  await isIn(screen.findByRole('textbox', { name: 'What happened?' }));
  await press('1');
  await fireEvent.submit(screen.getByRole('form', { name: 'The fob is lost' }));
  const undo = await screen.findByRole('button', { name: 'Undo' });
  expect(undo.textContent).toMatch(/\b(10|9)\b/);
  expect(await flaws()).toEqual([]);
  await fireEvent.click(undo);
  await answer(/^Fob 12.345.678 is as it was before\.$/);
  expect(desk.last('lost_undo')).toEqual({ fob: '12345678' });
  expect(document.body.textContent).not.toContain('7036');
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
});

test('where the house wants it, a code for the meantime needs a proof', async () => {
  const { desk } = open({ policy: [...rules, { key: 'proof.emergency', value: 'yes' }] });
  await begin();
  await press('F7');
  await isIn(screen.findByRole('textbox', { name: 'What happened?' }));
  await press('1');
  await fireEvent.submit(screen.getByRole('form', { name: 'The fob is lost' }));
  expect(desk.times('lost')).toBe(0);
  await fireEvent.click(screen.getByRole('button', { name: 'A colleague vouches' }));
  await fireEvent.submit(screen.getByRole('form', { name: 'The fob is lost' }));
  await answer('Emergency code for Zoë Müller');
  expect(desk.last('lost')?.['identified']).toBe('A colleague vouches');
});

test('what to think of stands beside an empty desk, one click from the person', async () => {
  const one = {
    about: 'loan',
    fob: '87654321',
    person: 'zmueller',
    name: 'Zoë Müller',
    at: UNTIL,
    overdue: true,
    say: 'Zoë Müller still has the fob 87654321 on loan: it is overdue.',
  };
  const others = [1, 2, 3, 4, 5, 6, 7].map((n) => ({
    ...one,
    about: 'must',
    fob: null,
    person: `p${n}`,
    say: `Person ${n} must have a fob and has none yet.`,
  }));
  const { recovering } = open({ reminders: { list: [one, ...others], without_codes: 3 } });
  await isIn(who());
  const list = within(await screen.findByRole('complementary', { name: 'To think of' }));
  expect(list.getByText(/^3 people have a fob and no valid sheet/)).toBeTruthy();
  expect(list.queryByText(/^Person 7/)).toBeNull();
  expect(await flaws()).toEqual([]);
  await fireEvent.click(list.getByRole('button', { name: '2 more' }));
  expect(list.getByText(/^Person 7/)).toBeTruthy();
  await fireEvent.click(list.getByRole('button', { name: /overdue/ }));
  await vi.waitFor(() => expect(recovering.person?.login).toBe('zmueller'));
});

test('a lost fob is offered first to be replaced', async () => {
  const lost = token({ id: 't0', fob: '99999999', state: 'lost' });
  open({ people_find: [{ ...zoe, tokens: [token(), lost] }] });
  await begin();
  await press('F4');
  const radio = await screen.findByRole<HTMLInputElement>('radio', {
    name: /Instead of 99.999.999/,
  });
  expect(radio.checked).toBe(true);
});
