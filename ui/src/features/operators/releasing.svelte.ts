/** What waits for a second operator, and the one that is decided just now. */
import type { ReleaseCard } from '../../bindings/ReleaseCard';
import type { Report } from '../../bindings/Report';
import { reportOf, type Desk } from '../../desk';
import { said } from '../../shared/said.svelte';
import { say } from '../../words';
import { sentenceOf } from './sentences';

export class Releasing {
  /** Everything that waits, the oldest first. */
  waiting = $state.raw<ReleaseCard[]>([]);
  /** The one in the dialog; the list is shown without one. */
  chosen = $state.raw<ReleaseCard | null>(null);
  /** Whether the dialog is open. */
  open = $state(false);
  busy = $state(false);
  trouble = $state.raw<Report | null>(null);
  /** Goes up with each act that was done: what a page shows may be old. */
  done = $state(0);

  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** Looks what waits. */
  async look(): Promise<void> {
    try {
      this.waiting = await this.#desk.call('releases', {});
    } catch {
      // Whoever may not look sees nothing waiting.
      this.waiting = [];
    }
  }

  /** An act was asked for just now: whoever stands beside may release it at once. */
  async asked(id: string): Promise<void> {
    await this.look();
    this.choose(this.waiting.find((one) => one.id === id) ?? null);
    this.open = true;
  }

  /** Shows one, or all of them. */
  choose(release: ReleaseCard | null): void {
    this.chosen = release;
    this.trouble = null;
  }

  show(): void {
    this.choose(this.waiting.length === 1 ? (this.waiting[0] ?? null) : null);
    this.open = true;
    void this.look();
  }

  close(): void {
    this.open = false;
    this.choose(null);
  }

  forget(): void {
    this.close();
    this.waiting = [];
  }

  /** Lets it happen; a login and a proof where it is not whoever sits here. */
  async release(login: string | null, proof: string | null): Promise<void> {
    await this.#decide((id) => this.#desk.call('release_give', { id, login, proof }));
  }

  async refuse(): Promise<void> {
    await this.#decide((id) => this.#desk.call('release_refuse', { id }));
  }

  async #decide(ask: (id: string) => Promise<ReleaseCard>): Promise<void> {
    const release = this.chosen;
    if (this.busy || release === null) return;
    this.busy = true;
    try {
      const now = await ask(release.id);
      const what = sentenceOf(release);
      if (now.outcome === 'released') {
        this.done += 1;
        said.tell(say('release-done', { what }));
      } else said.tell(say('release-refused', { what }));
      this.close();
    } catch (failure) {
      this.trouble = reportOf(failure);
    }
    this.busy = false;
    await this.look();
  }
}
