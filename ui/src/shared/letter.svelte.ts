/**
 * A letter about a fob, straight onto paper or into a file. What it says is read from the ledger; an
 * emergency code goes along only where it is on the screen just now.
 */
import type { LetterKind } from '../bindings/LetterKind';
import type { Report } from '../bindings/Report';
import type { To } from '../bindings/To';
import { reportOf, type Desk } from '../desk';
import { say } from '../words';

/** What a letter may be about. */
export interface Topic {
  kind: LetterKind;
  /** The person; or else the fob. */
  person: string | null;
  fob: string | null;
  emergency: string | null;
}

export class Letter {
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

  /** Writes it; whether it was written. */
  async write(topic: Topic, to: To): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.done = '';
    this.trouble = null;
    try {
      const { file } = await this.#desk.call('letter', { ...topic, to });
      const queue = to.kind === 'print' ? to.queue : '';
      this.done = file ? say('letter-saved', { file }) : say('letter-printed', { queue });
    } catch (failure) {
      const report = reportOf(failure);
      // Who closes the file dialog knows it; nothing was made.
      this.trouble = report.code === 'stopped' ? null : report;
    }
    this.busy = false;
    return this.done !== '';
  }
}
