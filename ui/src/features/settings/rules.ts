/** The rules as they stand on the page: those that belong together stand together. */
import type { PolicyCard } from '../../bindings/PolicyCard';
import { known, say } from '../../words';

const GROUPS = {
  sheets: [
    'codes.allowed',
    'codes.print_only',
    'codes.format',
    'codes.count',
    'codes.low_water',
    'codes.expiry_days',
    'codes.new_fob_voids',
    'codes.keep_copy',
  ],
  guesses: ['codes.wrong_most', 'codes.wrong_most_here', 'codes.wrong_minutes'],
  days: ['suspend.most_days', 'suspend.for_good'],
  proof: ['proof.replace', 'proof.emergency'],
  must: ['mandatory.departments', 'mandatory.days'],
  paper: ['contact', 'paper.size'],
  staff: [
    'may.give',
    'may.return',
    'may.sync',
    'may.codes',
    'may.lost',
    'may.days',
    'may.people',
    'may.history',
    'idle.seconds',
    'sign_in.fob',
  ],
  two: ['two.for_good', 'two.codes_void', 'two.policy', 'two.operators'],
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

/** A rule's value in words: what holds, unless another value is named. */
export function valueWord(rule: PolicyCard, value = rule.value): string {
  if (rule.kind === 'yes_no') return say(`settings-${value}`);
  if (rule.kind === 'one_of') return optionWord(rule, value);
  const some = value.split(' ').filter((option) => option !== '');
  if (rule.kind === 'some_of' && some.length > 0) {
    return some.map((option) => optionWord(rule, option)).join(', ');
  }
  return value === '' ? say('settings-none') : value;
}

/** A word that may be chosen; one without a translation stands as it is. */
export function optionWord(rule: PolicyCard, option: string): string {
  const id = `rule-${rule.key.replaceAll(/[._]/g, '-')}-${option}`;
  if (known(id)) return say(id);
  return known(`role-${option}`) ? say(`role-${option}`) : option;
}
