import { expect, test } from 'vitest';
import type { Report } from '../bindings/Report';
import { withoutHints, wordsOf } from './hints';

test('the terminal’s hints are left out, other brackets stay', () => {
  expect(withoutHints('Unlock it, then try again (fobctl vault unlock).')).toBe(
    'Unlock it, then try again.',
  );
  expect(withoutHints('Unplug all but one, or say which (--fob SERIAL).')).toBe(
    'Unplug all but one, or say which.',
  );
  expect(withoutHints('Start one (on Linux: KDE Wallet).')).toBe(
    'Start one (on Linux: KDE Wallet).',
  );
});

test('what the page asked wrongly is not told as a mistake in a terminal', () => {
  const report: Report = {
    code: 'usage',
    severity: 'warning',
    what: 'Fobdesk does not understand this command.',
    now: 'Look how it is used (fobctl --help).',
    left: null,
    detail: null,
  };
  const { what, now } = wordsOf(report);
  expect(what).not.toBe(report.what);
  expect(`${what} ${now}`).not.toContain('fobctl');
});
