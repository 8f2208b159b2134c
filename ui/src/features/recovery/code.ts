/**
 * Codes as they are typed: of a sheet, in one of its three forms, or ten digits of an emergency
 * code. Whether it is one, and which, is for the desk to say; this only sets it apart so
 * that eye and ear can follow.
 */

/** How the codes of a sheet look. */
export type Form = 'symbols' | 'bitrix' | 'digits';

/** The groups of each form; the sum is how many symbols a code has. */
const GROUPS: Record<Form, number[]> = {
  symbols: [5, 5, 5],
  bitrix: [4, 4],
  digits: [4, 4, 4, 4, 4],
};
/** How many digits an emergency code has. */
export const EMERGENCY = 10;

/** The form of a sheet, as the desk names it; of none, the usual one. */
export function formOf(named: string | null | undefined): Form {
  return named === 'bitrix' || named === 'digits' ? named : 'symbols';
}

/** How many symbols a code of a sheet has. */
export function lengthOf(form: Form): number {
  return GROUPS[form].reduce((sum, size) => sum + size, 0);
}

const FILLER = /[\s\p{Pd}_.\uFEFF]/u;

/** The symbols of what was typed, each with its place in the text. */
export function symbolsOf(text: string, form: Form = 'symbols'): { symbol: string; at: number }[] {
  const symbols: { symbol: string; at: number }[] = [];
  let at = 0;
  for (const symbol of text) {
    if (!FILLER.test(symbol)) symbols.push({ symbol: cased(symbol, form), at });
    at += symbol.length;
  }
  return symbols;
}

/** As it stands on the sheet: in capitals, but for the form that has small letters. */
function cased(symbol: string, form: Form): string {
  return form === 'bitrix' ? symbol.toLocaleLowerCase() : symbol.toLocaleUpperCase();
}

/**
 * How long the groups are: what has a letter, or is longer than an emergency code, is of a sheet;
 * and what is longer than a code of this sheet, of an older one.
 */
function groupsOf(symbols: string[], form: Form): number[] {
  const digits = symbols.every((symbol) => /\p{Nd}/u.test(symbol));
  const { length } = symbols;
  if (digits && length <= EMERGENCY && !(form === 'bitrix' && length <= lengthOf(form))) {
    return length === EMERGENCY ? [3, 3, 4] : [length];
  }
  if (length <= lengthOf(form)) return GROUPS[form];
  return digits && length > lengthOf('symbols') ? GROUPS.digits : GROUPS.symbols;
}

/** The symbols in their groups; what is too many stays at the last one. */
export function grouped(symbols: string[], form: Form = 'symbols'): string[][] {
  const groups: string[][] = [];
  let rest = symbols;
  const sizes = groupsOf(symbols, form);
  for (const [nth, size] of sizes.entries()) {
    const take = nth === sizes.length - 1 ? rest.length : size;
    if (rest.length > 0) groups.push(rest.slice(0, take));
    rest = rest.slice(take);
  }
  return groups;
}

/** What was typed at the end of the field, set apart. */
export function setApart(text: string, form: Form = 'symbols'): string {
  const symbols = symbolsOf(text, form).map(({ symbol }) => symbol);
  const groups = grouped(symbols, form);
  const joint = groups[0]?.length === 3 ? ' ' : '-';
  return groups.map((group) => group.join('')).join(joint);
}
