import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { PlayedDesk, report } from '../../shared/desk.fixture';
import Practice from './Practice.svelte';
import { typeInto } from './typing';

const fobs = [
  { serial: '9000001', model: 'yubikey5', plugged: true },
  { serial: '9000002', model: 'nitrokey3', plugged: false },
];

function field(): HTMLInputElement {
  const input = document.createElement('input');
  input.type = 'text';
  document.body.append(input);
  return input;
}

test('a press types into the field that had the keyboard', async () => {
  const desk = new PlayedDesk({ practice_fobs: fobs, practice: '755224' });
  const input = field();
  render(Practice, { desk });
  const panel = within(await screen.findByRole('region', { name: 'Practice fobs' }));
  input.focus();
  await fireEvent.click(await panel.findByRole('button', { name: 'Long press' }));
  expect(desk.last('practice')).toEqual({ act: 'press2', serial: '9000001' });
  expect(input.value).toBe('755224');
  input.remove();
});

test('a fob that is out can be plugged in, and nothing else', async () => {
  const desk = new PlayedDesk({ practice_fobs: [fobs[1]], practice: null });
  render(Practice, { desk });
  await fireEvent.click(await screen.findByRole('button', { name: 'Plug in' }));
  expect(desk.last('practice')).toEqual({ act: 'plug', serial: '9000002' });
  expect(screen.queryByRole('button', { name: 'Touch' })).toBeNull();
});

test('what a fob will not do is said', async () => {
  const silent = report('slot_silent');
  const desk = new PlayedDesk({ practice_fobs: fobs, practice: silent });
  render(Practice, { desk });
  await fireEvent.click(await screen.findByRole('button', { name: 'Short press' }));
  expect(await screen.findByText(silent.what)).toBeTruthy();
});

test('practice ends and can be slow', async () => {
  const desk = new PlayedDesk({ practice_fobs: fobs, practice_slow: null, practice_end: null });
  render(Practice, { desk });
  await fireEvent.click(await screen.findByLabelText('Slow fobs'));
  expect(desk.last('practice_slow')).toEqual({ ms: 400 });
  await fireEvent.click(screen.getByRole('button', { name: 'End practice' }));
  expect(desk.times('practice_end')).toBe(1);
});

test('a line that ends is the Enter key', () => {
  const input = field();
  const keys: string[] = [];
  input.addEventListener('keydown', (event) => keys.push(event.key));
  input.value = 'ab';
  input.setSelectionRange(1, 2);
  typeInto(input, '12\n');
  expect(input.value).toBe('a12');
  expect(keys).toEqual(['Enter']);
  input.remove();
});
