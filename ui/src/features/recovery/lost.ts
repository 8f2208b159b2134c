/** A fob is lost, and what undoes it. */
import { grouped } from '../../shared/serial';
import { say } from '../../words';
import type { Recovering } from './recovering.svelte';

/** What the emergency code is wanted for. */
export interface Wanted {
  uses: number;
  minutes: number;
}

/** Takes a fob out of use; with a code for the meantime, if one is wanted. */
export async function lose(
  recovering: Recovering,
  fob: string | null,
  reason: string,
  wanted: Wanted | null,
  identified: string | null = null,
): Promise<void> {
  const { person } = recovering;
  if (!person || recovering.busy) return;
  await recovering.act(async (late) => {
    const { uses, minutes } = wanted ?? { uses: null, minutes: null };
    const asked = { person: person.login, fob, reason, uses, minutes, identified };
    const fate = await recovering.desk.call('lost', asked);
    const serial = grouped(fate.fob.serial);
    // It is made, and nobody can ask for it again: it is shown whatever else goes on.
    if (fate.emergency?.code) {
      recovering.shown = { card: fate.emergency, name: person.name, serial: fate.fob.serial };
    }
    if (fate.undo) {
      recovering.undoable = { fob: fate.fob.serial, until: Date.now() + fate.undo * 1000 };
    }
    if (late()) return;
    recovering.done = say('recovery-lost-done', { serial });
    recovering.over(person.login);
  });
}

/** It was the wrong fob, or no loss at all: everything is as it was. */
export async function undo(recovering: Recovering): Promise<void> {
  const { undoable } = recovering;
  if (!undoable || recovering.busy) return;
  recovering.shown = null;
  await recovering.act(async (late) => {
    const fate = await recovering.desk.call('lost_undo', { fob: undoable.fob });
    if (late()) return;
    recovering.done = say('recovery-undone', { serial: grouped(fate.fob.serial) });
    if (recovering.person) recovering.over(recovering.person.login);
  });
}
