/** The history's acts as sentences. */
import type { LogCard } from '../bindings/LogCard';
import { known, say } from '../words';

/** What was done; an act that this window does not know keeps its name. */
export function sentenceOf(entry: LogCard): string {
  const id = `act-${entry.act.replaceAll(/[._]/g, '-')}`;
  return known(id) ? say(id) : entry.act;
}

/** How it ended, where there is more to say than that it was done. */
export function endOf(entry: LogCard): string {
  if (entry.result === 'done') return '';
  const id = `result-${entry.result.replaceAll(/[ _]/g, '-')}`;
  return known(id) ? say(id) : entry.result;
}

/** Who did it, without the mark that says how they signed in. */
export function operatorOf(entry: LogCard): string {
  return entry.operator.replace(/^os:/, '');
}
