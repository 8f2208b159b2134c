import { expect, test } from 'vitest';
import type { LogCard } from '../../bindings/LogCard';
import { entry } from '../../shared/desk.fixture';
import { markOf, milestones } from './milestones';

const acts = (entries: LogCard[]) => entries.map(({ act, fob }) => `${act} ${fob ?? ''}`.trim());
const of = (act: string, fob: string | null = null) => entry({ act, fob });

test('the steps to a fob that was given are one milestone, those of another one stay', () => {
  const line = milestones([
    of('issue.written', '2'),
    of('issue.sealed', '2'),
    of('issue.given', '1'),
    of('issue.proven', '1'),
    of('issue.written', '1'),
    of('issue.sealed', '1'),
    of('codes.prepared'),
    // Begun once before, and given up.
    of('issue.sealed', '1'),
    of('person.add'),
  ]);
  expect(acts(line)).toEqual([
    'issue.written 2',
    'issue.sealed 2',
    'issue.given 1',
    'issue.sealed 1',
    'person.add',
  ]);
});

test('a mark tells by its form what its colour tells', () => {
  const mark = (act: string, result = 'done') => markOf(entry({ act, result }));
  expect(mark('issue.given')).toEqual({ tone: 'good', icon: 'key' });
  expect(mark('fob.lost')).toEqual({ tone: 'bad', icon: 'look' });
  expect(mark('codes.checked', 'accepted')).toEqual({ tone: 'good', icon: 'ok' });
  expect(mark('codes.checked', 'wrong')).toEqual({ tone: 'bad', icon: 'bad' });
  expect(mark('person.suspended').icon).toBe('clock');
  expect(mark('something.new')).toEqual({ tone: 'plain', icon: 'list' });
});
