/**
 * Codes as they are typed: fifteen symbols in groups of five from a sheet, or ten digits of an
 * emergency code. Whether it is one, and which, is for the desk to say; this only sets it apart so
 * that eye and ear can follow.
 */

/** How many symbols a code of a sheet has, and how many digits an emergency code. */
export const LENGTHS = { sheet: 15, emergency: 10 } as const;

const FILLER = /[\s\p{Pd}_.\uFEFF]/u;

/** The symbols of what was typed, each with its place in the text. */
export function symbolsOf(text: string): { symbol: string; at: number }[] {
  const symbols: { symbol: string; at: number }[] = [];
  let at = 0;
  for (const symbol of text) {
    if (!FILLER.test(symbol)) symbols.push({ symbol: symbol.toLocaleUpperCase(), at });
    at += symbol.length;
  }
  return symbols;
}

/** How long the groups are: what has a letter, or is longer than an emergency code, is of a sheet. */
function groupsOf(symbols: string[]): number[] {
  const digits = symbols.every((symbol) => /\p{Nd}/u.test(symbol));
  if (!digits || symbols.length > LENGTHS.emergency) return [5, 5, 5];
  return symbols.length === LENGTHS.emergency ? [3, 3, 4] : [symbols.length];
}

/** The symbols in their groups; what is too many stays at the last one. */
export function grouped(symbols: string[]): string[][] {
  const groups: string[][] = [];
  let rest = symbols;
  const sizes = groupsOf(symbols);
  for (const [nth, size] of sizes.entries()) {
    const take = nth === sizes.length - 1 ? rest.length : size;
    if (rest.length > 0) groups.push(rest.slice(0, take));
    rest = rest.slice(take);
  }
  return groups;
}

/** What was typed at the end of the field, set apart. */
export function setApart(text: string): string {
  const groups = grouped(symbolsOf(text).map(({ symbol }) => symbol));
  const joint = groups.length > 0 && groups[0]?.length === 5 ? '-' : ' ';
  return groups.map((group) => group.join('')).join(joint);
}
