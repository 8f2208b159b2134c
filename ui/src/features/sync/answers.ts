/** What comes after an answer: where the keyboard goes, and which codes are typed anew. */
import type { PersonCard } from '../../bindings/PersonCard';
import type { Report } from '../../bindings/Report';
import type { SyncCard } from '../../bindings/SyncCard';
import type { WhoseCard } from '../../bindings/WhoseCard';
import type { Desk } from '../../desk';
import { suspects } from './codes';

/** Where the keyboard belongs: the person, one of the codes, or the button that goes on. */
export type Seat = 'person' | 'go' | 0 | 1 | 2;

interface Answer {
  card: SyncCard | null;
  whose: WhoseCard | null;
  report: Report | null;
}

/** Where the keyboard goes; or the codes that are typed anew, the first of them at once. */
export function afterwards(
  { card, whose, report }: Answer,
  codes: string[],
  lengths: number[],
): Seat | number[] {
  if (report) return report.code === 'unknown_person' ? 'person' : suspects(codes, lengths);
  if (card?.recorded || whose?.matches.length === 1) return 'go';
  if (card?.third || (whose?.matches.length ?? 0) > 1) return [2];
  if (card?.slip) return [card.slip.code - 1];
  return card?.verdict === 'same_code_twice' ? [1] : [0, 1];
}

/** Who has the fob of that very serial; nobody, if it is none. */
export async function holderOf(desk: Desk, serial: string): Promise<PersonCard | null> {
  const people = await desk.call('people_find', { text: serial }).catch(() => []);
  const [holder] = people.filter((one) => one.tokens.some((token) => token.fob === serial));
  return people.length === 1 ? (holder ?? null) : null;
}
