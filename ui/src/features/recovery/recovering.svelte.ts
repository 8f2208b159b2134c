/**
 * Somebody has no fob at hand: who, what there is to show for it, and what was done. It outlives a
 * walk to another page. A code that is checked is never kept here; an emergency code only until it
 * was read out.
 */
import type { CodeVerdict } from '../../bindings/CodeVerdict';
import type { EmergencyCard } from '../../bindings/EmergencyCard';
import type { PermitCard } from '../../bindings/PermitCard';
import type { PersonCard } from '../../bindings/PersonCard';
import type { Report } from '../../bindings/Report';
import type { SetCard } from '../../bindings/SetCard';
import type { To } from '../../bindings/To';
import { reportOf, type Desk } from '../../desk';
import { Sheet } from '../../shared/sheet.svelte';
import { heldBy, type Held } from '../../shared/tokens';
import { Touching } from './touching.svelte';

/** What is done: a code is checked, a fob is lost, another is given, some days pass without one. */
export type Way = 'check' | 'lost' | 'another' | 'days';
/** Where the keyboard belongs: the person, the code, or the form of the way. */
export type Seat = 'person' | 'code' | 'form';

export class Recovering {
  /** What stands in the person's field. */
  text = $state('');
  person = $state.raw<PersonCard | null>(null);
  set = $state.raw<SetCard | null>(null);
  way = $state<Way>('check');
  verdict = $state.raw<CodeVerdict | null>(null);
  report = $state.raw<Report | null>(null);
  /** What was done, in a sentence. */
  done = $state('');
  /** A code that is shown once, and for whom. */
  shown = $state.raw<{ card: EmergencyCard; name: string; serial: string } | null>(null);
  /** Whom a fob was lent just now: a slip may go with it. */
  lent = $state.raw<{ person: string; name: string } | null>(null);
  /** A loss that can be undone, and until when (ms of this computer's clock). */
  undoable = $state.raw<{ fob: string; until: number } | null>(null);
  /** The code by which the person has proven a moment ago that it is the person. */
  permit = $state.raw<PermitCard | null>(null);
  busy = $state(false);
  /** The house's rules, as far as the desk has told them. */
  rules = $state.raw<Readonly<Record<string, string>>>({});
  /** Where the keyboard goes; a new object each time, so that it goes there again. */
  seat = $state.raw<{ to: Seat }>({ to: 'person' });

  readonly desk: Desk;
  readonly sheet: Sheet;
  readonly touching: Touching;
  /** What is to be done as soon as it is clear for whom. */
  #wish: Way = 'check';
  /** Goes up with every other person: an answer to what was asked before is nobody's. */
  #turn = 0;

  constructor(desk: Desk) {
    this.desk = desk;
    this.sheet = new Sheet(desk);
    this.touching = new Touching(desk);
  }

  /** The fobs that are in the person's hands, or were. */
  get held(): Held[] {
    return this.person ? heldBy(this.person) : [];
  }

  /** Those that can be lost. */
  get losable(): string[] {
    return this.held.filter((one) => one.tone !== 'lost').map((one) => one.fob);
  }

  /** Whether there is a fob, and no sheet for the day it is lost. */
  get bare(): boolean {
    const { set } = this;
    return this.losable.length > 0 && set !== null && (set.set === null || set.voided !== null);
  }

  /** Whether the house uses recovery codes. */
  get usesCodes(): boolean {
    return this.rules['codes.allowed'] !== 'no';
  }

  /** For how many days at most somebody may do without. */
  get mostDays(): number {
    return Number(this.rules['suspend.most_days'] ?? 10);
  }

  /** Whether a rule wants to know how it is known that it is the person. */
  wants(key: 'proof.replace' | 'proof.emergency'): boolean {
    return (this.rules[key] ?? (key === 'proof.replace' ? 'yes' : 'no')) === 'yes';
  }

  get forGood(): boolean {
    return this.rules['suspend.for_good'] !== 'no';
  }

  sit(to: Seat): void {
    this.seat = { to };
  }

  /** Asks for what the page needs to know beforehand. */
  async look(): Promise<void> {
    void this.sheet.look();
    const rules = await this.desk.call('policy', {}).catch(() => []);
    this.rules = Object.fromEntries(rules.map((rule) => [rule.key, rule.value]));
  }

  /** Who is meant, or nobody yet. */
  meant(person: PersonCard | null): void {
    if (person?.login !== this.person?.login) {
      this.#turn += 1;
      this.busy = false;
      this.#clear();
      this.set = null;
      this.permit = null;
      this.way = 'check';
    }
    const another = person !== null && person.login !== this.person?.login;
    this.person = person;
    if (another) {
      void this.#sheetOf(person.login);
      void this.#permitOf(person.login);
    }
  }

  /** Goes on with who is meant: to the code, or to what was wished for. */
  met(person: PersonCard): void {
    this.meant(person);
    if (this.#wish === 'check') this.sit(this.way === 'check' ? 'code' : 'form');
    else this.open(this.#wish);
  }

  /** Another way is gone; without a person it waits for one. */
  open(way: Way): void {
    if (this.busy || this.shown) return;
    this.#wish = this.person ? 'check' : way;
    if (!this.person) {
      this.sit('person');
      return;
    }
    this.#clear();
    this.way = way;
    this.sit(way === 'check' ? 'code' : 'form');
  }

  /** Somebody types the next code: what was said of the last one is over. */
  typed(): void {
    if (this.verdict?.verdict !== 'mistyped') this.verdict = null;
    this.done = '';
    this.report = null;
  }

  /** Checks a code; whether it stays in its field, to be mended. */
  async check(code: string): Promise<boolean> {
    const login = this.person?.login;
    if (login === undefined || this.busy) return true;
    let keeps = true;
    await this.act(async (late) => {
      const verdict = await this.desk.call('codes_verify', { login, code });
      if (late()) return;
      this.verdict = verdict;
      keeps = verdict.verdict === 'mistyped';
      if (verdict.verdict === 'accepted') {
        void this.#sheetOf(login);
        void this.#permitOf(login);
      }
    });
    return keeps;
  }

  /** The code was read out: it is gone for good. */
  hide(): void {
    this.shown = null;
    this.sit('code');
  }

  /** Makes a new sheet; the one before is void. */
  async issue(to: To): Promise<void> {
    const login = this.person?.login;
    if (login === undefined) return;
    const set = await this.sheet.issue(login, to);
    if (set && this.person?.login === login) this.set = set;
  }

  /**
   * Does something with the desk and says how it went. An act that finds itself late leaves
   * everything as it is: somebody else is meant by now.
   */
  async act(act: (late: () => boolean) => Promise<void>): Promise<void> {
    const turn = this.#turn;
    const late = () => turn !== this.#turn;
    this.busy = true;
    this.#clear();
    try {
      await act(late);
    } catch (failure) {
      const report = reportOf(failure);
      // Who has stopped it knows that; what the fob holds by now is said all the same.
      const known = report.code === 'stopped' && (report.left ?? 'untouched') === 'untouched';
      if (!late() && !known) this.report = report;
    }
    if (!late()) this.busy = false;
  }

  /** How the person stands after something was done. */
  over(login: string): void {
    this.way = 'check';
    this.sit('code');
    void this.#personOf(login);
    void this.#sheetOf(login);
  }

  async #personOf(login: string): Promise<void> {
    const person = await this.desk.call('people_show', { login }).catch(() => null);
    if (person && this.person?.login === login) this.person = person;
  }

  async #sheetOf(login: string): Promise<void> {
    const set = await this.desk.call('codes_status', { login }).catch(() => null);
    if (this.person?.login === login) this.set = set;
  }

  async #permitOf(login: string): Promise<void> {
    const permit = await this.desk.call('permit', { login }).catch(() => null);
    if (this.person?.login === login) this.permit = permit;
  }

  #clear(): void {
    this.lent = null;
    this.undoable = null;
    this.verdict = null;
    this.report = null;
    this.done = '';
    this.sheet.forget();
  }

  /** Somebody comes to the page; or asks for it again, who wants to begin anew. */
  visit(again: boolean): void {
    if (this.busy || this.shown) return;
    if (again) this.fresh();
    else this.sit(this.person ? this.seat.to : 'person');
  }

  /** The next person, with nothing left of this one. */
  fresh(wish: Way = 'check'): void {
    if (this.shown) return;
    this.#turn += 1;
    this.text = '';
    this.person = null;
    this.set = null;
    this.permit = null;
    this.way = 'check';
    this.busy = false;
    this.#clear();
    this.#wish = wish;
    this.sit('person');
  }

  /** Another ledger is behind the page, or the desk is locked: nothing stays. */
  forget(): void {
    this.shown = null;
    this.rules = {};
    this.fresh();
  }

  /** Somebody else did something for the same person: all of it is looked at again. */
  async again(): Promise<void> {
    if (this.person) await this.begin(this.person.login);
  }

  /** Begins with somebody whom another page knows. */
  async begin(login: string): Promise<void> {
    if (this.shown) return;
    this.fresh();
    const turn = this.#turn;
    try {
      const person = await this.desk.call('people_show', { login });
      if (turn !== this.#turn) return;
      this.text = person.name;
      this.met(person);
    } catch (failure) {
      if (turn === this.#turn) this.report = reportOf(failure);
    }
  }
}
