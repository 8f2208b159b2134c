/** A token's state in a word, and how good it is. */
import type { PersonCard } from '../bindings/PersonCard';
import type { TokenCard } from '../bindings/TokenCard';
import { known, say } from '../words';

/** States in which a token is still somebody's business; the others are over. */
const OVER = ['returned', 'retired', 'abandoned', 'lost'];

export function isLive(token: TokenCard): boolean {
  return !OVER.includes(token.state);
}

/** The serials of the fobs that the person has, or is about to get. */
export function fobsOf(person: PersonCard): string[] {
  return [...new Set(person.tokens.filter(isLive).map((token) => token.fob))];
}

export function stateOf(token: TokenCard): { word: string; tone: 'good' | 'open' | 'over' } {
  const id = `token-state-${token.state.replaceAll('_', '-')}`;
  const word = known(id) ? say(id) : token.state;
  if (!isLive(token)) return { word, tone: 'over' };
  const given = token.state === 'assigned' || token.state === 'handed_over';
  return { word, tone: given ? 'good' : 'open' };
}

export function placeOf(token: TokenCard): string {
  return known(`token-place-${token.place}`) ? say(`token-place-${token.place}`) : token.place;
}
