/** A token's state and place in words, and how good the state is. */
import type { PersonCard } from '../bindings/PersonCard';
import type { TokenCard } from '../bindings/TokenCard';
import { known, say } from '../words';
import { grouped } from './serial';
import { moment } from './time';

/** States in which a token is still somebody's business; the others are over. */
const OVER = ['returned', 'retired', 'abandoned', 'lost'];

export function isLive(token: Pick<TokenCard, 'state'>): boolean {
  return !OVER.includes(token.state);
}

/** A fob that is somebody's, or was when it was lost. */
export interface Held {
  fob: string;
  state: string;
  word: string;
  tone: 'good' | 'open' | 'lost';
}

/** Those fobs, each once; the ones in use stand first. */
export function heldBy(person: PersonCard): Held[] {
  const live = person.tokens.filter(isLive);
  const lost = person.tokens.filter((token) => token.state === 'lost');
  const held = new Map<string, Held>();
  for (const token of [...live, ...lost]) {
    if (held.has(token.fob)) continue;
    const { word, tone } = stateOf(token);
    const { fob, state } = token;
    held.set(fob, { fob, state, word, tone: tone === 'over' ? 'lost' : tone });
  }
  return [...held.values()];
}

/** The serials of the fobs that the person has, or is about to get. */
export function fobsOf(person: PersonCard): string[] {
  return [...new Set(person.tokens.filter(isLive).map((token) => token.fob))];
}

export function stateOf(token: TokenCard): { word: string; tone: 'good' | 'open' | 'over' } {
  const word = stateWord(token.state);
  if (!isLive(token)) return { word, tone: 'over' };
  const given = token.state === 'assigned' || token.state === 'handed_over';
  return { word, tone: given ? 'good' : 'open' };
}

export function stateWord(state: string): string {
  const id = `token-state-${state.replaceAll('_', '-')}`;
  return known(id) ? say(id) : state;
}

/** Where on its fob a token is. */
export function placeWord(place: string): string {
  return known(`token-place-${place}`) ? say(`token-place-${place}`) : place;
}

/** Until when somebody may do without a fob; nothing where one is needed. */
export function suspensionOf(person: PersonCard): string {
  if (!person.suspended) return '';
  const { until } = person.suspended;
  return until ? say('suspended-until', { until: moment(until) }) : say('suspended-good');
}

/** Which fob somebody has for some days, and until when; nothing where none is lent. */
export function loanOf(person: PersonCard): string {
  if (!person.loan) return '';
  const { fob, overdue } = person.loan;
  const values = { serial: grouped(fob), until: moment(person.loan.until) };
  return overdue ? say('loan-overdue', values) : say('loan-until', values);
}
