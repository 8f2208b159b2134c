/** The last check-up of the desk, shared by its page and the line that leads there. */
import type { Check } from '../../bindings/Check';
import type { Report } from '../../bindings/Report';
import { reportOf, type Desk } from '../../desk';

/** The checks that warn on any desk at which nothing lies: no reason to call anybody. */
const AT_REST = ['readers', 'fobs'];

/** Whether a check finds what every desk looks like while nothing is plugged in. */
export function atRest(check: Check): boolean {
  return check.state === 'warn' && AT_REST.includes(check.name);
}

export class Health {
  checks = $state<Check[]>([]);
  /** Why there was no check-up. */
  trouble = $state<Report | null>(null);
  busy = $state(false);
  /** Whether there was one. */
  done = $state(false);

  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** How many checks want attention; nothing before the first check-up. */
  get findings(): number | null {
    if (this.trouble) return 1;
    if (!this.done) return null;
    return this.checks.filter((check) => check.state !== 'ok' && !atRest(check)).length;
  }

  async look(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      this.checks = (await this.#desk.call('doctor', {})).checks;
      this.trouble = null;
    } catch (failure) {
      this.checks = [];
      this.trouble = reportOf(failure);
    }
    this.done = true;
    this.busy = false;
  }
}
