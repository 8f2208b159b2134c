/** Some days without a fob, and their end before their time. */
import { moment } from '../../shared/time';
import { say } from '../../words';
import type { Recovering } from './recovering.svelte';

/** For so many days nobody asks for a code; without a number for good. */
export async function suspend(
  recovering: Recovering,
  days: number | null,
  reason: string,
): Promise<void> {
  const { person } = recovering;
  if (!person || recovering.busy) return;
  await recovering.act(async (late) => {
    const { until } = await recovering.desk.call('suspend', { login: person.login, days, reason });
    if (late()) return;
    const { name } = person;
    recovering.done = until
      ? say('recovery-days-done', { name, until: moment(until) })
      : say('recovery-days-done-good', { name });
    recovering.over(person.login);
  });
}

/** From now on codes are asked for again. */
export async function resume(recovering: Recovering): Promise<void> {
  const { person } = recovering;
  if (!person || recovering.busy) return;
  await recovering.act(async (late) => {
    await recovering.desk.call('resume', { login: person.login });
    if (late()) return;
    recovering.done = say('recovery-resumed', { name: person.name });
    recovering.over(person.login);
  });
}
