import { expect, test } from 'vitest';
import { hasNfc, shapeOf } from './shape';

test('each form factor has its own drawing', () => {
  const drawings = {
    'YubiKey 5 NFC': 'key-a',
    'YubiKey 5A': 'key-a',
    'YubiKey 4': 'key-a',
    'YubiKey NEO': 'key-a',
    'Security Key NFC': 'key-a',
    'YubiKey 5C': 'key-c',
    'YubiKey 5C NFC': 'key-c',
    'Security Key C NFC': 'key-c',
    'YubiKey Bio C': 'key-c',
    'YubiKey 5 Nano': 'nano-a',
    'YubiKey 5C Nano': 'nano-c',
    'YubiKey 5C Nano FIPS': 'nano-c',
    'YubiKey 5Ci': 'key-ci',
    CanoKey: 'canokey',
    'Nitrokey 3': 'nitrokey',
    'OATH card': 'card',
    'Token2 OTPC-P2-i': 'display-card',
    'Token2 miniOTP-3-i-NB': 'display-card',
    'Token2 C301-i': 'display-token',
    'Token2 NFC token': 'display-token',
    'Token2 Molto2': 'display-token',
    'Something else': 'unknown',
  };
  for (const [model, shape] of Object.entries(drawings)) expect(shapeOf(model), model).toBe(shape);
});

test('the waves are drawn only on fobs that have them', () => {
  expect(hasNfc('YubiKey 5 NFC')).toBe(true);
  expect(hasNfc('YubiKey NEO')).toBe(true);
  expect(hasNfc('Token2 C301-i')).toBe(true);
  expect(hasNfc('Token2 Molto2')).toBe(false);
  expect(hasNfc('YubiKey 5C Nano')).toBe(false);
});
