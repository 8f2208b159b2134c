/** How a verdict looks: its colour and its sign, which say the same twice. */
import type { AtHand } from '../../bindings/AtHand';
import type { Word } from '../../bindings/Word';
import type { Tone } from '../../shared/Answer.svelte';
import type { IconName } from '../../shared/Icon.svelte';

export const LOOKS: Record<Word, { tone: Tone; icon: IconName }> = {
  accepted: { tone: 'ok', icon: 'ok' },
  used: { tone: 'bad', icon: 'back' },
  void: { tone: 'bad', icon: 'paper' },
  wrong: { tone: 'bad', icon: 'bad' },
  mistyped: { tone: 'warn', icon: 'edit' },
  throttled: { tone: 'warn', icon: 'clock' },
};

/** The same for grey letters. */
export const AT_HAND: Record<AtHand, { tone: Tone; icon: IconName }> = {
  right: { tone: 'ok', icon: 'paper' },
  wrong: { tone: 'bad', icon: 'bad' },
  throttled: { tone: 'warn', icon: 'clock' },
  asked_all: { tone: 'warn', icon: 'paper' },
};
