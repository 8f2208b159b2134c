/** Where one can go in the window, and the keys that go there. */
export type Place = 'bench' | 'people' | 'sync' | 'recovery' | 'history' | 'settings' | 'doctor';

/** In the order in which they stand; the last two stand at the foot. */
export const PLACES: readonly { place: Place; key: string }[] = [
  { place: 'bench', key: 'F1' },
  { place: 'people', key: 'F2' },
  { place: 'sync', key: 'F3' },
  { place: 'recovery', key: 'F5' },
  { place: 'history', key: 'F10' },
  { place: 'settings', key: 'F9' },
  { place: 'doctor', key: '' },
];

/** What a key asks of the whole window, wherever the keyboard is. */
export type Wish = Place | 'find' | 'lock' | 'add';

const PLAIN: Readonly<Record<string, Wish>> = {
  F1: 'bench',
  F2: 'people',
  F3: 'sync',
  F5: 'recovery',
  F9: 'settings',
  F10: 'history',
};
/** By place on the keyboard, so that they work under a Cyrillic layout too. */
const WITH_CTRL: Readonly<Record<string, Wish>> = { KeyK: 'find', KeyL: 'lock', KeyN: 'add' };

/** What a pressed key wishes, if anything. */
export function wishOf(event: KeyboardEvent): Wish | null {
  if (event.altKey || event.metaKey || event.shiftKey) return null;
  return (event.ctrlKey ? WITH_CTRL[event.code] : PLAIN[event.key]) ?? null;
}
