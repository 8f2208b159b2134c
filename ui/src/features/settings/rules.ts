/** The rules as they stand on the page: those that belong together stand together. */
import type { PolicyCard } from '../../bindings/PolicyCard';
import { known, say } from '../../words';

const GROUPS = {
  sheets: [
    'codes.allowed',
    'codes.print_only',
    'codes.count',
    'codes.low_water',
    'codes.expiry_days',
    'codes.new_fob_voids',
  ],
  guesses: ['codes.wrong_most', 'codes.wrong_most_here', 'codes.wrong_minutes'],
  days: ['suspend.most_days', 'suspend.for_good'],
} as const;

export interface Group {
  group: string;
  rules: PolicyCard[];
}

/** The rules in their groups; what this window does not know stands last. */
export function inGroups(rules: PolicyCard[]): Group[] {
  const placed = new Set<string>(Object.values(GROUPS).flat());
  const groups = Object.entries(GROUPS).map(([group, keys]) => ({
    group,
    rules: keys.flatMap((key) => rules.find((rule) => rule.key === key) ?? []),
  }));
  const rest = { group: 'others', rules: rules.filter((rule) => !placed.has(rule.key)) };
  return [...groups, rest].filter((one) => one.rules.length > 0);
}

/** What a rule is called, and what it means; a rule without words keeps its key. */
export function wordsOf(rule: PolicyCard): { title: string; about: string } {
  const id = `rule-${rule.key.replaceAll(/[._]/g, '-')}`;
  return {
    title: known(id) ? say(id) : rule.key,
    about: known(`${id}-about`) ? say(`${id}-about`) : '',
  };
}

/** A rule's value in words. */
export function valueWord(value: string): string {
  if (value === 'yes' || value === 'no') return say(`settings-${value}`);
  return value;
}
