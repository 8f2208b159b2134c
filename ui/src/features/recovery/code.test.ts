import { expect, test } from 'vitest';
import { setApart, symbolsOf } from './code';

test('a code is set apart in groups, whatever was typed between', () => {
  expect(setApart('7k2qm9txa1fbdsk')).toBe('7K2QM-9TXA1-FBDSK');
  expect(setApart(' 7k2qm 9txa1')).toBe('7K2QM-9TXA1');
  expect(setApart('7K2QM-')).toBe('7K2QM');
  expect(setApart('7K2QM9TXA1FBDSKXX')).toBe('7K2QM-9TXA1-FBDSKXX');
});

test('an emergency code is set apart when it is whole', () => {
  expect(setApart('48291570')).toBe('48291570');
  expect(setApart('482-915-7036')).toBe('482 915 7036');
  expect(setApart('48291570361')).toBe('48291-57036-1');
});

test('each symbol knows its place in the text', () => {
  expect(symbolsOf('a–b с')).toEqual([
    { symbol: 'A', at: 0 },
    { symbol: 'B', at: 2 },
    { symbol: 'С', at: 4 },
  ]);
});

test('a sheet of another form has its own groups, and its own letters', () => {
  expect(setApart('K3X90OIL', 'bitrix')).toBe('k3x9-0oil');
  expect(setApart('12345678', 'bitrix')).toBe('1234-5678');
  expect(setApart('4829157036', 'bitrix')).toBe('482 915 7036');
  expect(setApart('12345678000000005728', 'digits')).toBe('1234-5678-0000-0000-5728');
  expect(setApart('4829157036', 'digits')).toBe('482 915 7036');
  expect(setApart('12345678000', 'digits')).toBe('1234-5678-000');
  // A code of an older sheet is set apart as that one was.
  expect(setApart('7k2qm9txa1fbdsk', 'bitrix')).toBe('7k2qm-9txa1-fbdsk');
});
