import { expect, test } from 'vitest';
import { Keys, withoutName, type Press } from './keys';

/** Keys as `place:what the layout makes of it`, that far apart; what stands in the field then. */
function type(pressed: string[], apart: number, value = ''): string {
  const keys = new Keys();
  const field = { value, selectionStart: value.length, selectionEnd: value.length };
  pressed.forEach((one, nth) => {
    const [code = '', key = ''] = one.split('=');
    const press: Press = {
      code,
      key,
      timeStamp: 1000 + nth * apart,
      ctrlKey: false,
      altKey: false,
      metaKey: false,
      isComposing: false,
      repeat: false,
    };
    const edit = keys.press(press, field);
    if (edit) field.value = edit.value;
    else if ([...key].length === 1) field.value += key;
    const caret = edit?.caret ?? field.value.length;
    // A key that writes nothing may take the caret anywhere.
    field.selectionStart = field.selectionEnd = key === 'Home' ? 0 : caret;
  });
  return field.value;
}

const row = (marks: string, codes: string) =>
  [...codes].map((digit, nth) => `Digit${digit}=${[...marks][nth] ?? ''}`);

test('AZERTY makes no signs of a fob’s digits, nor of a person’s', () => {
  const azerty = row("è((éé'", '755224');
  expect(type(azerty, 8)).toBe('755224');
  expect(type(azerty, 300)).toBe('755224');
  // With Shift held they are digits there anyway.
  expect(type(['Shift=Shift', 'Digit7=7', 'Shift=Shift', 'Digit5=5'], 300)).toBe('75');
});

test('a layout with dead keys among its digits loses none', () => {
  expect(type(['Digit7=Dead', 'Digit5=5', 'Digit5=Dead'], 8)).toBe('755');
});

test('a fob’s name is Latin on a Cyrillic keyboard too', () => {
  const name = ['KeyU=г', 'KeyB=и', 'KeyH=р', 'KeyE=у', ...row('12345678', '12345678')];
  expect(type([...name, ...row('755224', '755224')], 8)).toBe('ubhe12345678755224');
  // And with CapsLock.
  expect(type(['KeyU=U', 'KeyB=B'], 8)).toBe('ub');
});

test('a keypad is a keypad, with NumLock and without', () => {
  expect(type(['Numpad7=7', 'Numpad5=5'], 8)).toBe('75');
  expect(type(['Numpad7=Home', 'Numpad5=Clear', 'Numpad2=ArrowDown'], 8)).toBe('752');
  expect(type(['Numpad7=Home', 'Numpad1=End'], 8, '11')).toBe('1171');
});

test('what a person types slowly stays as it is', () => {
  expect(type(['KeyU=г', 'KeyB=и', 'Digit1=1', 'Minus=-'], 120)).toBe('ги1-');
  expect(type(['Numpad7=Home', 'Numpad1=End'], 120, '12')).toBe('12');
});

test('a fob on a keyboard that fits is left to the field', () => {
  const keys = new Keys();
  const field = { value: '', selectionStart: 0, selectionEnd: 0 };
  const flags = { ctrlKey: false, altKey: false, metaKey: false, isComposing: false };
  for (const [nth, digit] of [...'755224'].entries()) {
    const press = { key: digit, code: `Digit${digit}`, timeStamp: nth, repeat: false, ...flags };
    expect(keys.press(press, field)).toBeNull();
  }
});

test('shortcuts, what is pasted with one, and composed text are no code', () => {
  const field = { value: '12', selectionStart: 2, selectionEnd: 2 };
  const plain = { ctrlKey: false, altKey: false, metaKey: false, isComposing: false };
  const press = { key: '&', code: 'Digit1', timeStamp: 0, repeat: false, ...plain };
  expect(new Keys().press(press, field)).toEqual({ value: '121', caret: 3 });
  for (const change of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }]) {
    expect(new Keys().press({ ...press, ...change }, field)).toBeNull();
  }
  expect(new Keys().press({ ...press, isComposing: true }, field)).toBeNull();
  // What was pasted between two quick keys is kept: it ends the breath.
  const keys = new Keys();
  keys.press({ ...press, key: 'г', code: 'KeyU' }, field);
  keys.press({ ...press, key: 'м', code: 'KeyV', ctrlKey: true, timeStamp: 10 }, field);
  const pasted = { value: '12г755', selectionStart: 6, selectionEnd: 6 };
  expect(keys.press({ ...press, timeStamp: 20 }, pasted)).toEqual({ value: '12г7551', caret: 7 });
});

test('what is chosen in the field gives way', () => {
  const field = { value: '123456', selectionStart: 0, selectionEnd: 6 };
  const plain = { ctrlKey: false, altKey: false, metaKey: false, isComposing: false };
  const press = { key: 'è', code: 'Digit7', timeStamp: 0, repeat: false, ...plain };
  expect(new Keys().press(press, field)).toEqual({ value: '7', caret: 1 });
});

test('a name before the code is taken off, and only a name', () => {
  expect(withoutName('ubhe12345678755224', 6)).toBe('755224');
  expect(withoutName('400012345678755224\n', 6)).toBe('755224');
  expect(withoutName('cccccccccccc12345678', 8)).toBe('12345678');
  for (const other of ['755224', '123', 'ubhe12345678', 'ги1234567890755224', '755224 123456']) {
    expect(withoutName(other, 6)).toBe(other);
  }
});
