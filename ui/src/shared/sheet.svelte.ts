/**
 * A new set of recovery codes, straight onto paper or into a file: the page never sees a code. What
 * may be made, and that the former set is void, is for the desk to say.
 */
import type { PaperSize } from '../bindings/PaperSize';
import type { Report } from '../bindings/Report';
import type { SetCard } from '../bindings/SetCard';
import type { To } from '../bindings/To';
import { reportOf, type Desk } from '../desk';
import { say } from '../words';

export class Sheet {
  /** The printers there are; `null` until the desk has answered. */
  printers = $state.raw<string[] | null>(null);
  busy = $state(false);
  trouble = $state.raw<Report | null>(null);
  /** What was made, in a sentence. */
  done = $state('');
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** Asks for the printers. */
  async look(): Promise<void> {
    this.printers = await this.#desk.call('printers', {}).catch(() => []);
  }

  /** Makes a set for somebody, on the house's paper or another; the set, if one was made. */
  async issue(login: string, to: To, paper: PaperSize | null = null): Promise<SetCard | null> {
    if (this.busy) return null;
    this.busy = true;
    this.done = '';
    let made: SetCard | null = null;
    try {
      const asked = { login, count: null, to, paper };
      const { set, file } = await this.#desk.call('codes_issue', asked);
      const values = { set: set.set ?? '', count: set.count };
      const queue = to.kind === 'print' ? to.queue : '';
      this.done = file
        ? say('sheet-saved', { ...values, file })
        : say('sheet-printed', { ...values, queue });
      this.trouble = null;
      made = set;
    } catch (failure) {
      const report = reportOf(failure);
      // Who closes the file dialog knows it; nothing was made.
      this.trouble = report.code === 'stopped' ? null : report;
    }
    this.busy = false;
    return made;
  }

  /** Somebody else's turn. */
  forget(): void {
    this.done = '';
    this.trouble = null;
  }
}
