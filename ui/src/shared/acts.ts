/** The history's acts as sentences. */
import type { LogCard } from '../bindings/LogCard';
import { known, say } from '../words';

/** What was done; an act that this window does not know keeps its name. */
export function sentenceOf(entry: LogCard): string {
  const id = `act-${entry.act.replaceAll(/[._]/g, '-')}`;
  return known(id) ? say(id) : entry.act;
}

/** How it ended, where there is more to say than that it was done; and on which row of a sheet. */
export function endOf(entry: LogCard): string {
  const row = entry.row === null ? '' : say('history-row', { row: entry.row });
  const parts = entry.result === 'done' ? [row] : [resultOf(entry.result), row];
  return parts.filter((part) => part !== '').join(' · ');
}

function resultOf(result: string): string {
  const id = `result-${result.replaceAll(/[ _]/g, '-')}`;
  return known(id) ? say(id) : result;
}

/** Who did it, without the mark that says how they signed in. */
export function operatorOf(entry: LogCard): string {
  return entry.operator.replace(/^os:/, '');
}
