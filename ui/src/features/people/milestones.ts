/** Which entries of the history stand on somebody's line, and with which mark. */
import type { LogCard } from '../../bindings/LogCard';
import type { IconName } from '../../shared/Icon.svelte';

/** How an entry looks: what went well, what is grave, what lasts for a time, anything else. */
export interface Mark {
  tone: 'good' | 'bad' | 'wait' | 'plain';
  icon: IconName;
}

/** Steps on the way to a fob that was given: shown only as long as it was not. */
const STEPS = ['issue.sealed', 'issue.written', 'issue.proven'];
/** Nobody at the desk did this by hand. */
const QUIET = ['codes.prepared'];

/** What stands on the line, newest first: without the steps to what was finished later. */
export function milestones(entries: LogCard[]): LogCard[] {
  const given = new Set<string | null>();
  return entries.filter((entry) => {
    if (entry.act === 'issue.given') given.add(entry.fob);
    if (entry.act === 'issue.sealed' && given.delete(entry.fob)) return false;
    if (STEPS.includes(entry.act)) return !given.has(entry.fob);
    return !QUIET.includes(entry.act);
  });
}

const MARKS: readonly [RegExp, Mark][] = [
  [
    /^(issue\.given|token\.adopted|fob\.(found|replaced|lost_undone))$/,
    { tone: 'good', icon: 'key' },
  ],
  [/^fob\.(lost|denied|emergency)$/, { tone: 'bad', icon: 'look' }],
  [/^(fob\.retired|person\.(delete|left)|codes\.voided.*)$/, { tone: 'bad', icon: 'remove' }],
  [/^fob\.(returned|wiped)$/, { tone: 'plain', icon: 'back' }],
  [
    /^(person\.(suspended|deferred)|fob\.(lent.*|lending|suspended|owed|replacing))$/,
    { tone: 'wait', icon: 'clock' },
  ],
  [/^person\.resumed$/, { tone: 'good', icon: 'clock' }],
  [/^(codes\.|letter\.)/, { tone: 'plain', icon: 'paper' }],
  [/^token\.(synced|checked)$/, { tone: 'plain', icon: 'swap' }],
  [/^issue\./, { tone: 'wait', icon: 'key' }],
  [/^person\./, { tone: 'plain', icon: 'person' }],
];

/** The mark of an entry. A code that was refused is no good news. */
export function markOf(entry: LogCard): Mark {
  if (entry.act === 'codes.checked') {
    const good = entry.result === 'accepted';
    return { tone: good ? 'good' : 'bad', icon: good ? 'ok' : 'bad' };
  }
  const found = MARKS.find(([act]) => act.test(entry.act));
  return found?.[1] ?? { tone: 'plain', icon: 'list' };
}
