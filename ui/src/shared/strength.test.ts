import { expect, test } from 'vitest';
import { strengthOf } from './strength';

test('a hint says how good a passphrase is', () => {
  expect(strengthOf('')).toBe('none');
  expect(strengthOf('seven77')).toBe('short');
  expect(strengthOf('aaaaaaaaaaaaaaaa')).toBe('weak');
  expect(strengthOf('12345678')).toBe('weak');
  expect(strengthOf('password')).toBe('weak');
  expect(strengthOf('river-lamp-12')).toBe('fair');
  expect(strengthOf('river lamp quiet orange')).toBe('good');
  expect(strengthOf('тихая река у старого моста')).toBe('good');
});
