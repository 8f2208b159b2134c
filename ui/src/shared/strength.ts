/** How good a passphrase is, in a word: a hint for whoever types it; what counts is checked in Rust. */
export type Strength = 'none' | 'short' | 'weak' | 'fair' | 'good';

/** The fewest characters that the desk takes. */
export const FEWEST = 8;

/** The kinds of characters and how many there are of each. */
const KINDS: readonly [RegExp, number][] = [
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/\d/, 10],
  [/[а-яё]/, 33],
  [/[А-ЯЁ]/, 33],
  [/[^a-zA-Zа-яёА-ЯЁ\d]/, 20],
];

/** How good it is. What repeats, or follows the alphabet or the row of digits, adds nothing. */
export function strengthOf(passphrase: string): Strength {
  const signs = [...passphrase];
  if (signs.length === 0) return 'none';
  if (signs.length < FEWEST) return 'short';
  const fresh = signs.filter((sign, at) => {
    const before = signs[at - 1]?.codePointAt(0);
    return before === undefined || Math.abs((sign.codePointAt(0) ?? 0) - before) > 1;
  });
  const different = new Set(fresh).size;
  const counted = Math.min(fresh.length, different * 2);
  const pool = KINDS.reduce((sum, [kind, size]) => sum + (kind.test(passphrase) ? size : 0), 0);
  const bits = counted * Math.log2(pool || 1);
  if (bits < 45) return 'weak';
  return bits < 75 ? 'fair' : 'good';
}
