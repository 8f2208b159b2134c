/**
 * What is plugged in at this moment, kept true by asking the desk whenever it says that something
 * changed.
 *
 * Fobs stand in the order in which they came, so that no card changes its place while somebody
 * looks at it. A fob is told apart by its reader: that name is unique at one moment.
 */
import type { FobCard } from '../../bindings/FobCard';
import type { Report } from '../../bindings/Report';
import type { Trouble } from '../../bindings/Trouble';
import { reportOf, type Desk } from '../../desk';

export class Plugged {
  /** What is plugged in, the one that came first at the front. */
  fobs = $state<FobCard[]>([]);
  /** What is plugged in and does not tell who it is. */
  silent = $state<Trouble[]>([]);
  /** Why it cannot be told at all what is plugged in. */
  trouble = $state<Report | null>(null);
  /** Whether the desk has answered at least once. */
  looked = $state(false);

  readonly #desk: Desk;
  #looking = false;
  #again = false;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** Starts to listen, and looks for the first time. */
  async start(): Promise<void> {
    try {
      await this.#desk.listen(() => void this.look());
    } catch (failure) {
      this.#fail(failure);
      return;
    }
    await this.look();
  }

  /** Asks the desk what is plugged in; once more if something changes meanwhile. */
  async look(): Promise<void> {
    this.#again = true;
    if (this.#looking) return;
    this.#looking = true;
    while (this.#again) {
      this.#again = false;
      await this.#ask();
    }
    this.#looking = false;
  }

  async #ask(): Promise<void> {
    try {
      const plugs = await this.#desk.call('fobs', {});
      const order = this.fobs.map((fob) => fob.reader);
      const place = (fob: FobCard) => {
        const at = order.indexOf(fob.reader);
        return at < 0 ? order.length : at;
      };
      this.fobs = plugs.fobs.toSorted((a, b) => place(a) - place(b));
      this.silent = plugs.troubles;
      this.trouble = null;
      this.looked = true;
    } catch (failure) {
      this.#fail(failure);
    }
  }

  #fail(failure: unknown): void {
    this.fobs = [];
    this.silent = [];
    this.trouble = reportOf(failure);
    this.looked = true;
  }
}
