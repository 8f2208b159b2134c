import { expect, test } from 'vitest';
import type { TokenCard } from '../../bindings/TokenCard';
import { person } from '../../shared/desk.fixture';
import { digitsOf, isOfName, lengthsOf, looksLikeCode, split, suspects, wholeness } from './codes';

test('a code is whole with as many digits as the person’s tokens have', () => {
  const token = (digits: number, state = 'assigned') => ({ digits, state }) as TokenCard;
  const lengths = lengthsOf(person({ tokens: [token(6), token(8, 'retired'), token(6)] }));
  expect(lengths).toEqual([6]);
  expect(wholeness('75522', lengths)).toBe('no');
  expect(wholeness('755224', lengths)).toBe('yes');
  expect(wholeness('755 224', lengths)).toBe('yes');
  expect(wholeness('755224', [6, 8])).toBe('perhaps');
  expect(wholeness('7552241', [6, 8])).toBe('no');
});

test('where nobody knows better, six to eight digits may be a code', () => {
  for (const text of ['755224', '755-224', '7552 2412'])
    expect(wholeness(text, [])).toBe('perhaps');
  for (const text of ['', '75522', '755224123']) expect(wholeness(text, [])).toBe('no');
});

test('digits of every script count, and a letter among them is heard of', () => {
  expect(wholeness('７５５２２４', [6])).toBe('yes');
  expect(wholeness('٧٥٥٢٢٤', [6])).toBe('yes');
  expect(wholeness('7552О4', [6])).toBe('yes');
});

test('a fob’s own name before the code is no part of it', () => {
  expect(wholeness('ubhe123456', [6])).toBe('no');
  expect(wholeness('ubhe12345678755224', [6])).toBe('yes');
  expect(digitsOf('ubhe12345678755 224').join('')).toBe('755224');
});

test('both codes at once are told apart', () => {
  const both = ['755224', '287082'];
  for (const text of ['755224, 287082', '755224 287082', '755224\n287082', '755224287082']) {
    expect(split(text, [6]), text).toEqual(both);
    expect(split(text, []), text).toEqual(both);
  }
  expect(split('755 224 287 082', [6])).toEqual(['755 224', '287 082']);
  expect(split('755 224 / 287 082', [])).toEqual(['755 224', '287 082']);
  expect(split('755224 287082 359152', [6])).toEqual([...both, '359152']);
});

test('what is one code, or none, stays as it was typed', () => {
  for (const text of ['755 224', '7552', '755224287', 'anna ek'])
    expect(split(text, [6])).toEqual([text]);
});

test('a run of digits that names nobody is a code, a name is none', () => {
  for (const text of ['755224', '755 224', '75522412', 'ubhe12345678755224', '755224287082']) {
    expect(looksLikeCode(text), text).toBe(true);
  }
  for (const text of ['75522', 'anna', 'anna12345', '123456789', '']) {
    expect(looksLikeCode(text), text).toBe(false);
  }
});

test('letters belong to a name, digits to a code', () => {
  expect(['a', 'я', ' ', '@'].every(isOfName)).toBe(true);
  expect(['7', '７', '٧', 'Enter', 'Backspace'].some(isOfName)).toBe(false);
});

test('of codes that are refused the odd ones are typed anew, else all', () => {
  expect(suspects(['755224', '2870O2'], [6])).toEqual([1]);
  expect(suspects(['75522', '287082'], [6])).toEqual([0]);
  expect(suspects(['755224', '287082'], [6])).toEqual([0, 1]);
});
