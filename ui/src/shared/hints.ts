/**
 * A report's words, as the window says them. The same sentences serve the terminal, whose hints
 * stand in brackets (`(fobctl doctor)`, `(--fob SERIAL)`); the page has buttons for that, and for
 * a few reports words of its own: `report-CODE-what` and `report-CODE-now`.
 */
import type { Report } from '../bindings/Report';
import { known, say } from '../words';

/** A sentence without what only a terminal understands. */
export function withoutHints(sentence: string): string {
  return sentence.replace(/\s*\((?:fobctl|--)[^)]*\)/g, '');
}

/** The two sentences for a report. */
export function wordsOf(report: Report): { what: string; now: string } {
  const id = report.code.replaceAll('_', '-');
  const own = (part: string, other: string) =>
    known(`report-${id}-${part}`) ? say(`report-${id}-${part}`) : withoutHints(other);
  return { what: own('what', report.what), now: own('now', report.now) };
}
