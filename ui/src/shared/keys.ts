/**
 * What a fob types, whatever the keyboard of this computer is set to. A fob is a keyboard of its own
 * and presses keys by their places; a layout makes `&é"` of its digits (AZERTY), Cyrillic of the
 * letters before them, or arrows of a keypad. Here the places count again.
 *
 * Nobody types as fast as a fob: only what comes in such a breath is read by places. What a person
 * types slowly stays as it is, but for the row of digits, where a code can mean nothing else; what
 * is pasted is no key at all.
 */

/** Two keys of a fob come sooner one after the other than this, in milliseconds. */
const BREATH = 50;
/** A fob may type its own name before the code: so many letters and digits. */
const NAME = 12;

/** A key that went down; a `KeyboardEvent` is one. */
export type Press = Pick<
  KeyboardEvent,
  'key' | 'code' | 'timeStamp' | 'ctrlKey' | 'altKey' | 'metaKey' | 'isComposing' | 'repeat'
>;

/** A field with what is chosen in it; an `HTMLInputElement` is one. */
export type Field = Pick<HTMLInputElement, 'value' | 'selectionStart' | 'selectionEnd'>;

/** What stands in the field instead of what the key would do, and where one goes on. */
export interface Edit {
  value: string;
  caret: number;
}

/** The keys that came in one breath, and what stood around them. */
interface Run {
  before: string;
  after: string;
  text: string;
  /** Whether the layout would have made something else of them. */
  spoilt: boolean;
  last: number;
}

/** The keys of one field. */
export class Keys {
  #run: Run | null = null;

  /** A key goes down: what the field holds then, or nothing where the key may do as it does. */
  press(key: Press, field: Field): Edit | null {
    if (isModifier(key.key)) return null;
    const mark = markOf(key);
    if (
      mark === null ||
      key.ctrlKey ||
      key.altKey ||
      key.metaKey ||
      key.isComposing ||
      key.repeat
    ) {
      this.#run = null;
      return null;
    }
    const spoilt = mark !== key.key;
    const run = this.#run;
    if (run && key.timeStamp - run.last < BREATH) {
      run.text += mark;
      run.spoilt ||= spoilt;
      run.last = key.timeStamp;
      return run.spoilt ? edit(run) : null;
    }
    const begun = runAt(field, mark, spoilt, key.timeStamp);
    this.#run = begun;
    return spoilt && /^Digit\d$/.test(key.code) ? edit(begun) : null;
  }
}

/** A code without the name that the fob has typed before it. */
export function withoutName(typed: string, digits: number): string {
  const text = typed.trim();
  const code = text.slice(NAME);
  const named = code.length === digits && /^\d+$/.test(code);
  return named && /^[a-z\d]{12}$/i.test(text.slice(0, NAME)) ? code : text;
}

function runAt(field: Field, text: string, spoilt: boolean, last: number): Run {
  const start = field.selectionStart ?? field.value.length;
  const end = field.selectionEnd ?? start;
  const [before, after] = [field.value.slice(0, start), field.value.slice(end)];
  return { before, after, text, spoilt, last };
}

function edit({ before, after, text }: Run): Edit {
  return { value: before + text + after, caret: before.length + text.length };
}

/** What the key means by its place; nothing where it writes nothing. */
function markOf({ key, code }: Press): string | null {
  if (/^[0-9]$/.test(key)) return key;
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(code)?.[1];
  if (digit !== undefined) return digit;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return letter.toLowerCase();
  return [...key].length === 1 ? key : null;
}

function isModifier(key: string): boolean {
  return ['Shift', 'CapsLock', 'NumLock'].includes(key);
}
