/** How a verdict looks: its colour and its sign, which say the same twice. */
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
