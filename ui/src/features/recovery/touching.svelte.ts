/**
 * A fob that is written may want a finger. As long as something is done, this hears of it, whichever
 * page is open meanwhile, and can stop it.
 */
import type { Desk, News } from '../../desk';

export class Touching {
  /** Until when the fob waits for a finger (ms of this computer's clock). */
  until = $state<number | null>(null);
  /** Whether something is done that can be stopped. */
  busy = $state(false);
  stopping = $state(false);
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** Does something, and listens all the while. */
  async during<T>(act: () => Promise<T>): Promise<T> {
    // Who cannot listen is told so by the bench.
    const deaf = () => {};
    const end = await this.#desk.listen((news) => this.#hear(news)).catch(() => deaf);
    this.busy = true;
    this.stopping = false;
    try {
      return await act();
    } finally {
      end();
      this.busy = false;
      this.until = null;
    }
  }

  /** Stops it, as soon as the fob lets go. */
  async stop(): Promise<void> {
    if (!this.busy || this.stopping) return;
    this.stopping = true;
    await this.#desk.call('stop', {}).catch(() => null);
  }

  #hear(news: News): void {
    if (news.event === 'touch') this.until = Date.now() + news.seconds * 1000;
    else if (news.event === 'touch_over') this.until = null;
  }
}
