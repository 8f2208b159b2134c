/**
 * Asking a plugged-in fob for its counter. What it says stays on its card until it is pulled.
 */
import type { CheckCard } from '../../bindings/CheckCard';
import type { Report } from '../../bindings/Report';
import { reportOf, type Desk, type News } from '../../desk';

/** What came of it: an answer, or why there is none. */
export interface Checked {
  card: CheckCard | null;
  report: Report | null;
}

export class Checking {
  /** The serial of the fob that is asked at this moment. */
  serial = $state<string | null>(null);
  /** Until when it waits for a finger. */
  touch = $state<number | null>(null);
  stopping = $state(false);
  #answers = $state.raw<Readonly<Record<string, Checked>>>({});
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** Whether a fob is asked. */
  get busy(): boolean {
    return this.serial !== null;
  }

  /** What that fob has said. */
  of(serial: string | null): Checked | null {
    return (serial === null ? null : this.#answers[serial]) ?? null;
  }

  /** Asks it. */
  async check(serial: string): Promise<void> {
    if (this.busy) return;
    this.serial = serial;
    this.stopping = false;
    const checked: Checked = { card: null, report: null };
    try {
      checked.card = await this.#desk.call('check', { fob: serial });
    } catch (failure) {
      const report = reportOf(failure);
      // Who has stopped it knows that.
      if (report.code !== 'stopped') checked.report = report;
    }
    this.#answers = { ...this.#answers, [serial]: checked };
    this.serial = null;
    this.touch = null;
  }

  /** Stops asking, as soon as the fob lets go. */
  async stop(): Promise<void> {
    if (!this.busy) return;
    this.stopping = true;
    await this.#desk.call('stop', {}).catch(() => null);
  }

  hear(news: News): void {
    if (news.event === 'touch') this.touch = Date.now() + news.seconds * 1000;
    else if (news.event === 'touch_over') this.touch = null;
  }

  /** Only these fobs are plugged in still. */
  keep(serials: (string | null)[]): void {
    const kept = Object.entries(this.#answers).filter(([serial]) => serials.includes(serial));
    if (kept.length < Object.keys(this.#answers).length) this.#answers = Object.fromEntries(kept);
  }
}
