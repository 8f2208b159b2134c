import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import FobCard from './FobCard.svelte';
import { fob } from './fobs.fixture';
import type { Order } from './giving.svelte';
import TypedCode from './TypedCode.svelte';

function order(change: Partial<Order> = {}): Order {
  return {
    person: { login: 'zmueller', name: 'Zoë Müller' },
    profile: 'oath-totp',
    place: 'oath',
    digits: 6,
    enter: false,
    fob: { serial: '8659610000001', model: 'Token2 C301-i' },
    overwrite: null,
    token: 'T1',
    ...change,
  };
}

function open(change: Partial<Order> = {}, here = true) {
  const oncode = vi.fn(() => Promise.resolve());
  render(TypedCode, {
    order: order(change),
    report: null,
    busy: false,
    here,
    oncode,
    onlater: vi.fn(),
  });
  return oncode;
}

test('a fob with a display is asked for what stands there, plugged in or not', () => {
  open({}, false);
  expect(screen.getByLabelText('Type the code that stands on the fob’s display')).toBeTruthy();
  expect(screen.getByText(/If the display is dark/)).toBeTruthy();
});

test('the card of such a fob tells its clock, and no firmware that it does not tell', () => {
  render(FobCard, {
    fob: fob({ firmware: null, clock_off: -180, clock: 'Its clock is 3 minutes slow.' }),
  });
  expect(screen.getByText('Its clock is 3 minutes slow.')).toBeTruthy();
  expect(screen.queryByText('Firmware')).toBeNull();
});

test('the card of any other fob tells its firmware, and no clock', () => {
  render(FobCard, { fob: fob() });
  expect(screen.getByText('Firmware')).toBeTruthy();
  expect(screen.queryByText('Clock')).toBeNull();
});

test('a fob that types on an AZERTY keyboard proves itself, its name taken off', async () => {
  const oncode = open({ place: 'slot2' });
  const field = screen.getByLabelText<HTMLInputElement>(/a long touch/);
  await fireEvent.input(field, { target: { value: 'ubhe12345678' } });
  field.setSelectionRange(12, 12);
  for (const [nth, key] of [...'è((éé'].entries()) {
    const code = `Digit${'75522'[nth] ?? ''}`;
    expect(await fireEvent.keyDown(field, { key, code })).toBe(false);
  }
  expect(field.value).toBe('ubhe1234567875522');
  expect(oncode).not.toHaveBeenCalled();
  await fireEvent.keyDown(field, { key: "'", code: 'Digit4' });
  await vi.waitFor(() => expect(oncode).toHaveBeenCalledWith('755224'));
});
