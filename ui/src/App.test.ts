import { fireEvent, render, screen, within } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect, test, vi } from 'vitest';
import App from './App.svelte';
import { fob } from './features/bench/fobs.fixture';
import { entry, person, PlayedDesk, report, setupCard } from './shared/desk.fixture';

// jsdom answers no media queries.
vi.stubGlobal('matchMedia', () => ({ matches: true }));

const heading = (name: string) => screen.findByRole('heading', { level: 1, name });

async function open(desk = new PlayedDesk()): Promise<PlayedDesk> {
  render(App, { desk });
  await heading('Bench');
  return desk;
}

async function flaws(): Promise<string[]> {
  document.documentElement.lang = 'en';
  document.title = 'Fobdesk';
  const found = await axe.run(document, { rules: { 'color-contrast': { enabled: false } } });
  return found.violations.map((one) => `${one.id}: ${one.nodes[0]?.html ?? ''}`);
}

test('without a ledger the window begins with set-up', async () => {
  const desk = new PlayedDesk({ setup_look: setupCard() });
  render(App, { desk });
  expect(await heading('Set up this desk')).toBeTruthy();
  expect(screen.queryByRole('navigation')).toBeNull();
  expect(desk.times('fobs')).toBe(0);
  expect(await flaws()).toEqual([]);
});

test('a locked ledger is unlocked before anything else, and then there is the bench', async () => {
  const why = report('passphrase_needed', { severity: 'warning' });
  const desk = new PlayedDesk({
    setup_look: setupCard({ ledger: true, why }),
    unlock: setupCard({ ledger: true, open: true }),
  });
  render(App, { desk });
  expect(await heading('The ledger is locked')).toBeTruthy();
  await fireEvent.input(await screen.findByLabelText('Passphrase'), { target: { value: 'river' } });
  await fireEvent.click(screen.getByRole('button', { name: 'Unlock' }));
  expect(await heading('Bench')).toBeTruthy();
  expect(desk.last('unlock')).toEqual({ passphrase: 'river' });
});

test('keys go to each page, whose heading gets the keyboard', async () => {
  await open();
  for (const [key, name] of [
    ['F2', 'People'],
    ['F10', 'History'],
    ['F1', 'Bench'],
  ] as const) {
    await fireEvent.keyDown(window, { key });
    expect(document.activeElement).toBe(await heading(name));
    const link = screen.getByRole('link', { current: 'page' });
    expect(link.textContent).toContain(name);
  }
});

test('F3 goes to where counters are put in step, and the person is typed at once', async () => {
  const desk = await open(new PlayedDesk({ people_find: [person()], whose: { matches: [] } }));
  await fireEvent.keyDown(window, { key: 'F3' });
  await heading('Sync');
  const who = screen.getByRole('combobox', { name: 'Who has the fob?' });
  expect(document.activeElement).toBe(who);
  expect(screen.getByRole('link', { current: 'page' }).textContent).toContain('Sync');
  expect(await flaws()).toEqual([]);
  // A walk to another page loses nothing of what was typed.
  await fireEvent.input(screen.getByLabelText('First code'), { target: { value: '7552' } });
  await fireEvent.keyDown(window, { key: 'F1' });
  await heading('Bench');
  await fireEvent.keyDown(window, { key: 'F3' });
  await heading('Sync');
  expect(screen.getByLabelText<HTMLInputElement>('First code').value).toBe('7552');
  expect(desk.times('whose')).toBe(0);
});

test('whose a fob is can be asked from anywhere: the keyboard is in the first code', async () => {
  await open();
  await fireEvent.keyDown(window, { key: 'k', code: 'KeyK', ctrlKey: true });
  const input = await screen.findByRole('combobox', { name: 'Find anything' });
  await fireEvent.input(input, { target: { value: 'whose' } });
  await screen.findByRole('option', { name: /Whose fob is this/ });
  await fireEvent.keyDown(input, { key: 'Enter' });
  const first = await screen.findByLabelText('First code');
  await vi.waitFor(() => expect(document.activeElement).toBe(first));
});

test('from a person’s page the fob is put in step, with the person chosen', async () => {
  const token = {
    id: 't1',
    kind: 'hotp',
    digits: 6,
    algorithm: 'sha1',
    state: 'assigned',
    next: 1,
    fob: '12345678',
    place: 'slot1',
  };
  const zoe = person({ tokens: [token] });
  const desk = await open(
    new PlayedDesk({
      people_find: [zoe],
      people_show: zoe,
      codes_status: { set: null, created: null, by: null, count: 0, left: 0, voided: null },
    }),
  );
  await fireEvent.keyDown(window, { key: 'F2' });
  await fireEvent.click(await screen.findByText('Zoë Müller'));
  await fireEvent.click(await screen.findByRole('button', { name: 'Put in step' }));
  const first = await screen.findByLabelText('First code');
  await vi.waitFor(() => expect(document.activeElement).toBe(first));
  const who = screen.getByRole<HTMLInputElement>('combobox', { name: 'Who has the fob?' });
  await vi.waitFor(() => expect(who.value).toBe('Zoë Müller'));
  expect(desk.last('people_show')).toEqual({ login: 'zmueller' });
});

test('Ctrl+L locks the desk, under a Cyrillic layout too', async () => {
  const desk = await open(new PlayedDesk({ lock: {} }));
  desk.answers['setup_look'] = setupCard({ ledger: true, why: report('vault_locked') });
  await fireEvent.keyDown(window, { key: 'д', code: 'KeyL', ctrlKey: true });
  expect(await heading('The ledger is locked')).toBeTruthy();
  expect(desk.times('lock')).toBe(1);
  await screen.findByRole('button', { name: 'Unlock' });
  expect(screen.queryByLabelText('Passphrase')).toBeNull();
});

test('a ledger that was locked from outside leads to the locked page', async () => {
  const desk = await open();
  desk.answers['people_find'] = report('vault_locked');
  desk.answers['setup_look'] = setupCard({ ledger: true, why: report('vault_locked') });
  await fireEvent.keyDown(window, { key: 'F2' });
  expect(await heading('The ledger is locked')).toBeTruthy();
});

test('Ctrl+K finds acts, fobs and people, and Enter does what was found', async () => {
  const desk = await open(
    new PlayedDesk({
      fobs: { fobs: [fob()], troubles: [] },
      people_find: [person()],
      people_show: person(),
      codes_status: { set: null, created: null, by: null, count: 0, left: 0, voided: null },
    }),
  );
  await fireEvent.keyDown(window, { key: 'F2' });
  await heading('People');
  await fireEvent.keyDown(window, { key: 'k', code: 'KeyK', ctrlKey: true });
  const input = await screen.findByRole('combobox', { name: 'Find anything' });
  await vi.waitFor(() => expect(document.activeElement).toBe(input));
  const dialog = within(screen.getByRole('dialog'));
  const names = () => dialog.getAllByRole('option').map((one) => one.textContent);
  expect(names()[0]).toContain('12\u00a0345\u00a0678');
  expect(names().some((name) => name.includes('Go to: History'))).toBe(true);
  await fireEvent.input(input, { target: { value: 'zoë' } });
  await vi.waitFor(() => expect(names()).toHaveLength(1));
  expect(desk.last('people_find')).toEqual({ text: 'zoë' });
  await fireEvent.keyDown(input, { key: 'Enter' });
  expect(await screen.findByRole('heading', { level: 2, name: 'Zoë Müller' })).toBeTruthy();
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('the line to the doctor says how the desk is, and empty readers are no finding', async () => {
  const check = (name: string, state: string) => ({ name, state, what: 'This.', now: null });
  const desk = await open(new PlayedDesk({ doctor: { checks: [check('readers', 'warn')] } }));
  const line = screen.getByRole('link', { name: /Doctor/ });
  await vi.waitFor(() => expect(line.textContent).toContain('all well'));
  desk.answers['doctor'] = { checks: [check('keyring', 'fail'), check('open', 'warn')] };
  await fireEvent.click(line);
  await vi.waitFor(() => expect(line.textContent).toContain('2 to look at'));
  expect(await screen.findByText('broken')).toBeTruthy();
  expect(await flaws()).toEqual([]);
});

test('practice is marked, and only practice', async () => {
  const desk = await open();
  expect(screen.queryByText('Practice: these fobs are software')).toBeNull();
  desk.answers['setup_look'] = setupCard({ ledger: true, open: true, practice: true });
  desk.tell({ event: 'practice', on: true });
  expect(await screen.findByText('Practice: these fobs are software')).toBeTruthy();
});

test('a desk that does not answer is told with what to do, and asking again mends it', async () => {
  const desk = new PlayedDesk({ setup_look: report('unexpected') });
  render(App, { desk });
  const alert = within(await screen.findByRole('alert'));
  desk.answers['setup_look'] = setupCard({ ledger: true, open: true });
  await fireEvent.click(alert.getByRole('button', { name: 'Look again' }));
  expect(await heading('Bench')).toBeTruthy();
});

test('no page has a flaw that axe finds', async () => {
  const desk = await open(
    new PlayedDesk({
      fobs: { fobs: [fob()], troubles: [] },
      people_find: [person(), person({ login: 'anna', name: 'Anna' })],
      history: [entry()],
      history_verify: { entries: 1, broken: null, head: '0' },
    }),
  );
  await screen.findByRole('article');
  expect(await flaws()).toEqual([]);
  await fireEvent.keyDown(window, { key: 'F2' });
  await screen.findByText('Anna');
  expect(await flaws()).toEqual([]);
  await fireEvent.keyDown(window, { key: 'F10' });
  await screen.findByText('Person added');
  expect(await flaws()).toEqual([]);
  await fireEvent.keyDown(window, { key: 'k', code: 'KeyK', ctrlKey: true });
  await screen.findByRole('combobox', { name: 'Find anything' });
  expect(await flaws()).toEqual([]);
  expect(desk.times('history')).toBe(1);
});

test('F5 goes to recovery, and from a person’s page with that person', async () => {
  const zoe = person();
  const none = { set: null, created: null, by: null, count: 0, left: 0, voided: null };
  await open(
    new PlayedDesk({ people_find: [zoe], people_show: zoe, codes_status: none, policy: [] }),
  );
  await fireEvent.keyDown(window, { key: 'F5' });
  await heading('Recovery');
  const who = await screen.findByRole('combobox', { name: 'Who is it?' });
  await vi.waitFor(() => expect(document.activeElement).toBe(who));
  expect(await flaws()).toEqual([]);
  await fireEvent.keyDown(window, { key: 'F2' });
  await fireEvent.click(await screen.findByText('Zoë Müller'));
  await fireEvent.click(await screen.findByRole('button', { name: 'No fob at hand' }));
  const code = await screen.findByLabelText('Recovery code');
  await vi.waitFor(() => expect(document.activeElement).toBe(code));
  expect(screen.getByRole<HTMLInputElement>('combobox').value).toBe('Zoë Müller');
});

test('a lost fob is found with the search for everything: the form opens with the person', async () => {
  const token = { id: 't1', kind: 'hotp', digits: 6, algorithm: 'sha1', next: 1, place: 'slot1' };
  const zoe = person({ tokens: [{ ...token, state: 'assigned', fob: '12345678' }] });
  const none = { set: null, created: null, by: null, count: 0, left: 0, voided: null };
  await open(new PlayedDesk({ people_find: [zoe], codes_status: none, policy: [] }));
  await fireEvent.keyDown(window, { key: 'k', code: 'KeyK', ctrlKey: true });
  const input = await screen.findByRole('combobox', { name: 'Find anything' });
  await fireEvent.input(input, { target: { value: 'a fob is lost' } });
  await screen.findByRole('option', { name: /A fob is lost/ });
  await fireEvent.keyDown(input, { key: 'Enter' });
  const who = await screen.findByRole('combobox', { name: 'Who is it?' });
  await fireEvent.input(who, { target: { value: 'zoë' } });
  await fireEvent.keyDown(who, { key: 'Enter' });
  const reason = await screen.findByRole('textbox', { name: 'What happened?' });
  await vi.waitFor(() => expect(document.activeElement).toBe(reason));
});

test('where there are operators nothing is shown before one has signed in', async () => {
  const why = report('sign_in_needed');
  const closed = setupCard({ ledger: true, why });
  const seat = { login: 'olga', name: 'Olga P', role: 'helpdesk' };
  let seated = false;
  const desk = new PlayedDesk({
    setup_look: () => (seated ? setupCard({ ledger: true, open: true, seat }) : closed),
    sign_in: () => ((seated = true), seat),
    sign_out: () => ((seated = false), null),
  });
  render(App, { desk });
  await heading('Who is at the desk?');
  expect(screen.queryByRole('navigation')).toBeNull();
  expect(desk.times('fobs')).toBe(0);
  const login = screen.getByLabelText('Login');
  await vi.waitFor(() => expect(document.activeElement).toBe(login));
  await fireEvent.input(login, { target: { value: 'olga' } });
  // Enter goes on to the passphrase, and then in.
  const button = screen.getByRole('button', { name: 'Sign in' });
  await fireEvent.click(button);
  const proof = screen.getByLabelText('Passphrase');
  expect(document.activeElement).toBe(proof);
  expect(await flaws()).toEqual([]);
  await fireEvent.input(proof, { target: { value: 'staple' } });
  await fireEvent.click(button);
  await heading('Bench');
  expect(screen.getByText('Olga P')).toBeTruthy();
  // A hand on the window is told to the desk, now and then.
  await fireEvent.pointerMove(window);
  await fireEvent.pointerMove(window);
  expect(desk.times('awake')).toBe(1);
  // Left alone: the next one finds the name of the last.
  seated = false;
  desk.tell({ event: 'left_alone' });
  await heading('Who is at the desk?');
  expect(screen.getByText(/Nobody had a hand on this window/)).toBeTruthy();
  expect(screen.getByLabelText<HTMLInputElement>('Login').value).toBe('olga');
  expect(screen.getByLabelText<HTMLInputElement>('Passphrase').value).toBe('');
});
