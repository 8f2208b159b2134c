/** What stands behind an act in the history. */
import { expect, test } from 'vitest';
import { endOf } from './acts';
import { entry } from './desk.fixture';

test('an answer is told with its row, and what was simply done with nothing', () => {
  const possession = { act: 'codes.possession', row: 7 };
  expect(endOf(entry({ ...possession, result: 'right' }))).toBe('right · row 7');
  expect(endOf(entry({ ...possession, result: 'done' }))).toBe('row 7');
  expect(endOf(entry({ act: 'codes.checked', result: 'wrong' }))).toBe('wrong');
  expect(endOf(entry())).toBe('');
});
