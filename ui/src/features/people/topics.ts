/** What a letter to somebody may be about: what the desk knows of their fobs. */
import type { LogCard } from '../../bindings/LogCard';
import type { PersonCard } from '../../bindings/PersonCard';
import type { Topic } from '../../shared/letter.svelte';

/** What is lost first, then what is lent, what is in use, and what came back. `entries`: newest first. */
export function topicsOf(person: PersonCard, entries: LogCard[]): Topic[] {
  const fobs = (state: string) => [
    ...new Set(person.tokens.filter((token) => token.state === state).map((token) => token.fob)),
  ];
  const about = (kind: 'lost' | 'registration', state: string): Topic[] =>
    fobs(state).map((fob) => ({ kind, person: null, fob, emergency: null }));
  const back = entries.some((entry) => entry.act === 'fob.returned');
  const receipt: Topic = { kind: 'return', person: person.login, fob: null, emergency: null };
  // A lent fob goes with its slip: it is nobody's own.
  const lent = person.loan?.fob;
  const own = about('registration', 'assigned').filter((topic) => topic.fob !== lent);
  const loan: Topic[] = person.loan
    ? [{ kind: 'loaner', person: person.login, fob: null, emergency: null }]
    : [];
  const all = [...about('lost', 'lost'), ...loan, ...own];
  return back ? [...all, receipt] : all;
}
