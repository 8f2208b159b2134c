/** What waits, in a sentence. */
import type { ReleaseCard } from '../../bindings/ReleaseCard';
import { known, say } from '../../words';

/** A rule's name; one without words keeps its key. */
function ruleOf(key: string): string {
  const id = `rule-${key.replaceAll(/[._]/g, '-')}`;
  return known(id) ? say(id) : key;
}

/** A rule's new value, or a role, in words. */
function valueOf(value: string): string {
  if (value === 'yes' || value === 'no') return say(`settings-${value}`);
  if (value === '') return say('settings-none');
  return value
    .split(' ')
    .map((word) => (known(`role-${word}`) ? say(`role-${word}`) : word))
    .join(', ');
}

/** What is to be done, as the second operator reads it. */
export function sentenceOf(release: ReleaseCard): string {
  const id = `release-${release.act.replaceAll(/[._]/g, '-')}`;
  const whom = release.whom ?? '';
  const rule = release.key === null ? '' : ruleOf(release.key);
  const value = release.value === null ? '' : valueOf(release.value);
  return known(id) ? say(id, { whom, rule, value }) : release.act;
}
