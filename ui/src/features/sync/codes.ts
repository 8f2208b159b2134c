/**
 * Codes as they are typed: when one is whole, and where one ends and the next begins. What a code
 * is worth, and whether it is one at all, is for the desk to say.
 */
import type { PersonCard } from '../../bindings/PersonCard';
import { isLive } from '../../shared/tokens';

/** How many digits codes have where nobody knows better. */
const USUAL = [6, 7, 8];
/** A pressed fob may put its own name before the code: two letters and ten marks. */
const NAME = 12;
/** What may stand between two codes, the plainest first. */
const BETWEEN = [/[,;/|\t\r\n]+/, /\s+/];

const MARK = /[\p{L}\p{Nd}]/gu;
const ONLY_DIGITS = /^[\p{Nd}\s\p{Pd},;]+$/u;
const NAMED = /^\s*\p{L}{2}[\p{L}\p{Nd}]{10}\p{Nd}{6,8}\s*$/u;

/** The digits and letters of what was typed. */
function marksOf(text: string): string[] {
  return text.match(MARK) ?? [];
}

/** Whether a fob's own name stands, or begins, before the code. */
function isNamed(marks: string[]): boolean {
  return /^\p{L}{2}/u.test(marks.slice(0, 2).join(''));
}

/** How many digits this person's codes have; nothing where that is not known. */
export function lengthsOf(person: PersonCard | null): number[] {
  return [...new Set(person?.tokens.filter(isLive).map((token) => token.digits))];
}

/**
 * Whether a code is whole: `perhaps` where it could have more digits still. A letter counts as one
 * mark, so that the desk hears of it and can say so.
 */
export function wholeness(text: string, lengths: number[]): 'no' | 'perhaps' | 'yes' {
  const marks = marksOf(text);
  const count = marks.length - (isNamed(marks) ? NAME : 0);
  const wanted = lengths.length > 0 ? lengths : USUAL;
  if (!wanted.includes(count)) return 'no';
  return wanted.length === 1 ? 'yes' : 'perhaps';
}

/** The codes in what was typed or pasted at once; mostly it is one, and stays as it is. */
export function split(text: string, lengths: number[]): string[] {
  const fits = (part: string) => wholeness(part, lengths) !== 'no';
  if (fits(text)) return [text];
  for (const mark of BETWEEN) {
    const parts = text.split(mark).filter((part) => part.trim() !== '');
    if (parts.length > 1 && parts.length <= 3 && parts.every(fits)) {
      return parts.map((part) => part.trim());
    }
  }
  const marks = marksOf(text);
  if (marks.some((mark) => /\p{L}/u.test(mark))) return [text];
  const wanted = lengths.length > 0 ? lengths : USUAL;
  for (const many of [2, 3]) {
    const size = wanted.find((length) => length * many === marks.length);
    if (size) return cut(text, size);
  }
  return [text];
}

/** Cuts a text behind every so many digits. */
function cut(text: string, size: number): string[] {
  const parts: string[] = [];
  let part = '';
  for (const letter of text) {
    part += letter;
    if (marksOf(part).length === size && /\p{Nd}/u.test(letter)) {
      parts.push(part.replace(/^[\s\p{P}]+/u, ''));
      part = '';
    }
  }
  return parts;
}

/** Whether a text that names nobody is a code, or several: typed, or by a fob that was pressed. */
export function looksLikeCode(text: string): boolean {
  if (NAMED.test(text)) return true;
  return ONLY_DIGITS.test(text) && split(text, []).every((part) => wholeness(part, []) !== 'no');
}

/** Which codes look like none; all of them, if none looks worse than the others. */
export function suspects(codes: string[], lengths: number[]): number[] {
  const plain = (code: string) =>
    /^[\p{Nd}\s\p{Pd}]*$/u.test(code) && wholeness(code, lengths) !== 'no';
  const all = [...codes.keys()];
  const odd = all.filter((at) => !plain(codes[at] ?? ''));
  return odd.length > 0 ? odd : all;
}

/** A code's digits one by one, as they are shown where one of them is pointed at. */
export function digitsOf(text: string): string[] {
  const marks = marksOf(text);
  return isNamed(marks) ? marks.slice(NAME) : marks;
}

/** Whether this key belongs to a name rather than to a code. */
export function isOfName(key: string): boolean {
  return [...key].length === 1 && !/\p{Nd}/u.test(key);
}
