/** Another fob: in the place of one, or for some days. It is written here, and may want a finger. */
import { grouped } from '../../shared/serial';
import { moment } from '../../shared/time';
import { say } from '../../words';
import type { Recovering } from './recovering.svelte';

/** Another fob in the place of this one; without one that is plugged in, one is owed. */
export async function replace(
  recovering: Recovering,
  fob: string,
  identified: string | null,
  overwrite: string | null,
): Promise<void> {
  const { person } = recovering;
  if (!person || recovering.busy) return;
  await recovering.act(async (late) => {
    const asked = { fob, with: null, overwrite, identified };
    const { new: given, others } = await recovering.touching.during(() =>
      recovering.desk.call('replace', asked),
    );
    if (late()) return;
    const old = grouped(fob);
    const all = given ? [given, ...others] : [];
    const waits = all.some((one) => one.token.state === 'written');
    const serial = grouped(given?.fob.serial ?? '');
    if (!given) recovering.done = say('recovery-owed', { old });
    else if (waits) recovering.done = say('recovery-another-waits', { old, serial });
    else recovering.done = say('recovery-replaced', { old, serial });
    recovering.over(person.login);
  });
}

/** A fob for some days, while the own ones sleep. */
export async function lend(
  recovering: Recovering,
  days: number,
  identified: string | null,
  overwrite: string | null,
): Promise<void> {
  const { person } = recovering;
  if (!person || recovering.busy) return;
  await recovering.act(async (late) => {
    const asked = { person: person.login, fob: null, days, profile: null, overwrite, identified };
    const { loan, new: given } = await recovering.touching.during(() =>
      recovering.desk.call('lend', asked),
    );
    if (late()) return;
    const serial = grouped(loan?.fob ?? given?.fob.serial ?? '');
    recovering.done = loan
      ? say('recovery-lent', { serial, until: moment(loan.until) })
      : say('recovery-lending', { serial });
    recovering.lent = loan && { person: person.login, name: person.name };
    recovering.over(person.login);
  });
}
