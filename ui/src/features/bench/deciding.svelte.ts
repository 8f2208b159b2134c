/**
 * What becomes of a plugged-in fob: one that was reported lost is here again, or somebody brings one
 * back. What may be done is for the desk to say; this only remembers which fob is asked about.
 */
import type { Fate } from '../../bindings/Fate';
import type { FobFate } from '../../bindings/FobFate';
import type { Report } from '../../bindings/Report';
import { reportOf, type Desk, type News } from '../../desk';

export class Deciding {
  /** The serial of the fob that is decided over at this moment. */
  serial = $state<string | null>(null);
  /** Until when it waits for a finger. */
  touch = $state<number | null>(null);
  stopping = $state(false);
  #report = $state.raw<{ serial: string; report: Report } | null>(null);
  /** The lost fobs that stay out of use, as long as they are plugged in. */
  #kept = $state.raw<readonly string[]>([]);
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  get busy(): boolean {
    return this.serial !== null;
  }

  /** Why it could not be done with that fob. */
  report(serial: string | null): Report | null {
    return this.#report?.serial === serial ? this.#report.report : null;
  }

  /** Whether it was said that this one stays out of use. */
  isKept(serial: string | null): boolean {
    return serial !== null && this.#kept.includes(serial);
  }

  /** Decides over a lost fob; how it stands then, if that worked. */
  async found(fob: string, fate: Fate): Promise<FobFate | null> {
    const done = await this.#decide(fob, () => this.#desk.call('found', { fob, fate }));
    if (done && fate === 'deny') this.#kept = [...this.#kept, fob];
    return done;
  }

  /** Takes a fob back, and what is ours off it. */
  takeBack(fob: string): Promise<FobFate | null> {
    return this.#decide(fob, () => this.#desk.call('fob_return', { fob, wipe: true }));
  }

  async #decide(serial: string, act: () => Promise<FobFate>): Promise<FobFate | null> {
    if (this.busy) return null;
    this.serial = serial;
    this.stopping = false;
    this.#report = null;
    let done: FobFate | null = null;
    try {
      done = await act();
    } catch (failure) {
      const report = reportOf(failure);
      // Who has stopped it knows that.
      if (report.code !== 'stopped') this.#report = { serial, report };
    }
    this.serial = null;
    this.touch = null;
    return done;
  }

  /** It is asked about once more. */
  again(serial: string): void {
    this.#report = null;
    this.#kept = this.#kept.filter((one) => one !== serial);
  }

  /** Stops what the desk is doing, as soon as the fob lets go. */
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
    this.#kept = this.#kept.filter((one) => serials.includes(one));
  }
}
