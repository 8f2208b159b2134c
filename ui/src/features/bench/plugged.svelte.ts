/**
 * What is plugged in at this moment, kept true by asking the desk whenever it says that something
 * changed; and the work on it, which outlives a walk to another page.
 *
 * Fobs stand in the order in which they came, so that no card changes its place while somebody
 * looks at it. A fob is told apart by its reader: that name is unique at one moment.
 */
import type { Fate } from '../../bindings/Fate';
import type { FobCard } from '../../bindings/FobCard';
import type { FobFate } from '../../bindings/FobFate';
import type { Report } from '../../bindings/Report';
import type { Trouble } from '../../bindings/Trouble';
import type { WaitingCard } from '../../bindings/WaitingCard';
import { reportOf, type Desk, type News } from '../../desk';
import { said } from '../../shared/said.svelte';
import { say } from '../../words';
import { Checking } from './checking.svelte';
import { Deciding } from './deciding.svelte';
import { Giving } from './giving.svelte';

export class Plugged {
  /** What is plugged in, the one that came first at the front. */
  fobs = $state<FobCard[]>([]);
  /** What is plugged in and does not tell who it is. */
  silent = $state<Trouble[]>([]);
  /** Why it cannot be told at all what is plugged in. */
  trouble = $state<Report | null>(null);
  /** Whether the desk has answered at least once. */
  looked = $state(false);
  /** What was begun earlier and waits for its proof. */
  waiting = $state.raw<WaitingCard[]>([]);
  /** The fob being given, and to whom. */
  readonly giving: Giving;
  /** Asking a fob for its counter. */
  readonly checking: Checking;
  /** What becomes of a fob that was lost, or comes back. */
  readonly deciding: Deciding;
  readonly desk: Desk;

  #looking = false;
  #again = false;

  constructor(desk: Desk) {
    this.desk = desk;
    this.giving = new Giving(desk, this);
    this.checking = new Checking(desk);
    this.deciding = new Deciding(desk);
  }

  /** Starts to listen, and looks for the first time. */
  async start(): Promise<void> {
    try {
      await this.desk.listen((news) => void this.#hear(news));
    } catch (failure) {
      this.#fail(failure);
      return;
    }
    await this.look();
    await this.settle();
  }

  async #hear(news: News): Promise<void> {
    switch (news.event) {
      case 'progress':
      case 'touch':
      case 'touch_over':
        if (this.checking.busy) this.checking.hear(news);
        else if (this.deciding.busy) this.deciding.hear(news);
        else this.giving.hear(news);
        return;
      case 'searched':
        return;
      case 'practice':
        this.giving.forget();
        this.fobs = [];
        this.looked = false;
        await this.giving.prepare();
        await this.look();
        await this.settle();
        return;
      case 'removed':
        // While the desk is at work it tells what it saw before; this one is gone for certain.
        this.fobs = this.fobs.filter((fob) => fob.reader !== news.reader);
        await this.look(news.reader);
        return;
      case 'inserted':
        await this.look();
        await this.giving.returned();
        await this.settle();
        return;
      default:
        await this.look();
    }
  }

  /** Asks a fob for its counter; then a glance at it may say something else. */
  async check(fob: FobCard): Promise<void> {
    if (fob.serial === null || this.giving.works || this.deciding.busy) return;
    await this.checking.check(fob.serial);
    await this.look();
  }

  /** The name of the person with that login; nothing where the ledger does not tell. */
  async nameOf(login: string | null): Promise<string | null> {
    if (login === null) return null;
    const person = await this.desk.call('people_show', { login }).catch(() => null);
    return person?.name ?? null;
  }

  /** Decides over a fob that was lost and is here again. */
  async decide(serial: string, fate: Fate): Promise<FobFate | null> {
    const done = await this.deciding.found(serial, fate);
    await this.look();
    return done;
  }

  /** Takes a fob back and empties it. */
  async takeBack(serial: string): Promise<FobFate | null> {
    const done = await this.deciding.takeBack(serial);
    await this.look();
    return done;
  }

  /** Asks the desk what is plugged in; once more if something changes meanwhile. */
  async look(gone: string | null = null): Promise<void> {
    this.#again = true;
    if (this.#looking) return;
    this.#looking = true;
    while (this.#again) {
      this.#again = false;
      await this.#ask(gone);
    }
    this.#looking = false;
  }

  async #ask(gone: string | null): Promise<void> {
    try {
      const plugs = await this.desk.call('fobs', {});
      const there = plugs.fobs.filter((fob) => !plugs.busy || fob.reader !== gone);
      const order = this.fobs.map((fob) => fob.reader);
      const place = (fob: FobCard) => {
        const at = order.indexOf(fob.reader);
        return at < 0 ? order.length : at;
      };
      this.fobs = there.toSorted((a, b) => place(a) - place(b));
      const serials = this.fobs.map((fob) => fob.serial);
      this.checking.keep(serials);
      this.deciding.keep(serials);
      this.silent = plugs.troubles;
      this.trouble = null;
      // A desk that was busy from the start has not looked yet.
      this.looked ||= !plugs.busy || there.length > 0;
    } catch (failure) {
      this.#fail(failure);
    }
  }

  /** Finishes what was cut off, as far as its fob is here; then what still waits is known. */
  async settle(): Promise<void> {
    if (this.giving.works || this.giving.awaits) return;
    try {
      if (this.fobs.length > 0) {
        const settled = await this.desk.call('settle', {});
        const done = settled.filter((one) => one.state === 'assigned');
        for (const { serial } of done) said.tell(say('bench-settled', { serial }));
        if (done.length > 0) await this.look();
      }
      this.waiting = await this.desk.call('waiting', {});
    } catch {
      // Without a ledger that can be read nothing waits; why it cannot, other pages say.
      this.waiting = [];
    }
  }

  #fail(failure: unknown): void {
    this.fobs = [];
    this.silent = [];
    this.trouble = reportOf(failure);
    this.looked = true;
  }
}
