/** How a verdict looks: its colour and its sign, which say the same twice. */
import type { SyncCard } from '../../bindings/SyncCard';
import type { SyncWord } from '../../bindings/SyncWord';
import type { Tone } from '../../shared/Answer.svelte';
import type { IconName } from '../../shared/Icon.svelte';

export interface Look {
  tone: Tone;
  icon: IconName;
}

const LOOKS: Record<SyncWord, Look> = {
  in_step: { tone: 'ok', icon: 'ok' },
  moved: { tone: 'ok', icon: 'ok' },
  clock_off: { tone: 'warn', icon: 'clock' },
  already_used: { tone: 'warn', icon: 'back' },
  same_code_twice: { tone: 'warn', icon: 'twice' },
  swapped: { tone: 'warn', icon: 'swap' },
  skipped_one: { tone: 'warn', icon: 'skip' },
  mistyped: { tone: 'warn', icon: 'edit' },
  other_fob: { tone: 'bad', icon: 'person' },
  not_found: { tone: 'bad', icon: 'bad' },
};

/** What is recorded is well, whatever it was; what wants a third code is not said yet. */
export function lookOf(card: SyncCard): Look {
  const look = LOOKS[card.verdict];
  if (card.recorded) return { tone: 'ok', icon: card.verdict === 'clock_off' ? 'clock' : 'ok' };
  return card.third ? { tone: 'ask', icon: 'ask' } : look;
}
