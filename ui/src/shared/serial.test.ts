import { expect, test } from 'vitest';
import { grouped } from './serial';

test('a serial is read in groups of three from the right', () => {
  expect(grouped('12345678')).toBe('12\u00a0345\u00a0678');
  expect(grouped('123')).toBe('123');
  expect(grouped('1234')).toBe('1\u00a0234');
});

test('a serial that is no number stays as it is', () => {
  expect(grouped('0A1B2C3D')).toBe('0A1B2C3D');
});
