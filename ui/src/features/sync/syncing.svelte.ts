/**
 * Putting a fob in step: who, then two codes in a row, then what the desk says of them. It outlives
 * a walk to another page. What a code means is for the desk to say; this only knows when one is
 * whole, and where the keyboard belongs.
 */
import type { PersonCard } from '../../bindings/PersonCard';
import type { Report } from '../../bindings/Report';
import type { SyncCard } from '../../bindings/SyncCard';
import type { WarningCard } from '../../bindings/WarningCard';
import type { WhoseCard } from '../../bindings/WhoseCard';
import { reportOf, type Desk } from '../../desk';
import { afterwards, holderOf, type Seat } from './answers';
import { lengthsOf, split, wholeness } from './codes';

/** Where the length is not known, a code ends when nobody has typed for so long. */
const STILL = 450;
/** An Enter so soon after the last digit was typed by the fob, or by habit: it belongs to the code. */
const SAME_BREATH = 700;

export class Syncing {
  /** What stands in the person's field. */
  text = $state('');
  person = $state.raw<PersonCard | null>(null);
  codes = $state<string[]>(['', '', '']);
  /** Which codes have to be typed anew. */
  anew = $state<boolean[]>([false, false, false]);
  card = $state.raw<SyncCard | null>(null);
  whose = $state.raw<WhoseCard | null>(null);
  report = $state.raw<Report | null>(null);
  busy = $state(false);
  stopping = $state(false);
  /** Somebody has stopped the search. */
  stopped = $state(false);
  /** How many codes a long search has compared. */
  searched = $state<number | null>(null);
  warnings = $state.raw<WarningCard[] | null>(null);
  /** Where the keyboard goes; a new object each time, so that it goes there again. */
  seat = $state.raw<{ to: Seat }>({ to: 'person' });

  readonly desk: Desk;
  /** The token that is meant, where that was found by its codes. */
  #token: string | null = null;
  #entered = [false, false, false];
  #pause: ReturnType<typeof setTimeout> | undefined;
  #lastTyped = 0;
  /** Goes up with every new beginning: an answer to what was asked before is nobody's. */
  #turn = 0;

  constructor(desk: Desk) {
    this.desk = desk;
  }

  /** Whether it is done: the codes are spent, and the counter moved. */
  get done(): boolean {
    return this.card?.recorded === true;
  }

  /** Whether something was asked: there is what the next person must not find. */
  get asked(): boolean {
    return this.card !== null || this.whose !== null || this.report !== null || this.stopped;
  }

  /** Whether a third code is wanted, or was typed. */
  get third(): boolean {
    const wanted = this.card?.third === true || (this.whose?.matches.length ?? 0) > 1;
    return (wanted && !this.done) || this.codes[2] !== '';
  }

  /** The codes that are asked for. */
  get #all(): string[] {
    return this.codes.slice(0, this.third ? 3 : 2);
  }

  /** Whether that code is there. */
  ready(at: number): boolean {
    if (this.anew[at]) return false;
    if (this.#entered[at]) return true;
    return wholeness(this.codes[at] ?? '', lengthsOf(this.person)) !== 'no';
  }

  /** The keyboard goes there. */
  sit(to: Seat = this.seat.to): void {
    this.seat = { to };
  }

  /** Who is meant, or nobody yet: another person has another answer. */
  meant(person: PersonCard | null): void {
    if (person?.login !== this.person?.login) {
      this.card = null;
      this.report = null;
      this.#token = null;
    }
    this.person = person;
  }

  /** Goes on with who is meant: to the codes, or to the answer where they are there already. */
  met(person: PersonCard): void {
    this.meant(person);
    this.whose = null;
    this.#on();
  }

  /** Something was typed into a code. */
  typed(at: number, text: string): void {
    if (this.done) {
      this.#afterwards(at, text);
      return;
    }
    if (this.busy) return;
    clearTimeout(this.#pause);
    this.#lastTyped = Date.now();
    this.stopped = false;
    const parts = split(text, lengthsOf(this.person));
    const from = at + parts.length > this.#all.length ? 0 : at;
    parts.forEach((part, nth) => {
      this.codes[from + nth] = part;
      this.anew[from + nth] = false;
      this.#entered[from + nth] = false;
    });
    const last = from + parts.length - 1;
    const whole = wholeness(this.codes[last] ?? '', lengthsOf(this.person));
    if (whole === 'yes' || parts.length > 1) this.#on();
    else if (whole === 'perhaps') this.#pause = setTimeout(() => void this.#rested(at), STILL);
  }

  /** Typing paused. What looks like a first code may be the serial of somebody's fob. */
  async #rested(at: number): Promise<void> {
    const text = (this.codes[at] ?? '').trim();
    if (at === 0 && this.person === null && this.#token === null && this.codes[1] === '') {
      const holder = await holderOf(this.desk, text);
      if (text !== this.codes[0]?.trim() || this.busy) return;
      if (holder) {
        this.fresh(0);
        this.text = text;
        this.person = holder;
        return;
      }
    }
    this.#on();
  }

  /** A fob was pressed once more when all was done: the next one's first code. */
  #afterwards(at: number, text: string): void {
    const before = this.codes[at] ?? '';
    this.next();
    this.typed(0, text.startsWith(before) ? text.slice(before.length) : text);
    if (!this.ready(0)) this.sit(0);
  }

  /** Enter says that a code is whole, whatever its length. */
  entered(at: number): void {
    clearTimeout(this.#pause);
    if (this.busy || this.done || (this.codes[at] ?? '').trim() === '') return;
    this.#entered[at] = true;
    this.anew[at] = false;
    this.#on();
  }

  /** To the next code that is wanted; where none is, the desk is asked. */
  #on(): void {
    clearTimeout(this.#pause);
    const next = this.#all.findIndex((_, at) => !this.ready(at));
    if (next < 0) void this.ask();
    else this.sit(next as Seat);
  }

  /** Asks the desk what the codes say. */
  async ask(): Promise<void> {
    if (this.busy || this.done) return;
    const turn = ++this.#turn;
    const codes = this.#all;
    const person = this.#token === null ? (this.person?.login ?? null) : null;
    this.busy = true;
    this.stopping = false;
    this.stopped = false;
    this.searched = null;
    let card: SyncCard | null = null;
    let whose: WhoseCard | null = null;
    let report: Report | null = null;
    try {
      if (person === null && this.#token === null) {
        whose = await this.desk.call('whose', { codes });
      } else card = await this.desk.call('sync', { person, token: this.#token, codes });
    } catch (failure) {
      report = reportOf(failure);
    }
    if (turn !== this.#turn) return;
    this.busy = false;
    if (report?.code === 'stopped') {
      this.stopped = true;
      this.sit(this.third ? 2 : 1);
      return;
    }
    // Where one code of three is none, the others still wait for it.
    if (report === null || codes.length < 3) {
      this.card = card;
      this.whose = whose;
    }
    this.report = report;
    this.#answered();
  }

  /** The keyboard goes to what has to be done now. */
  #answered(): void {
    const then = afterwards(this, this.#all, lengthsOf(this.person));
    if (Array.isArray(then)) this.#again(then);
    else this.sit(then);
    if (this.done) void this.look();
  }

  /** Those codes have to be typed anew: the next digit replaces the first of them. */
  #again(which: number[]): void {
    if (!which.includes(2)) this.codes[2] = '';
    this.anew = [0, 1, 2].map((at) => which.includes(at));
    this.#entered = [false, false, false];
    this.sit((which[0] ?? 0) as Seat);
  }

  /** The other way round, and asked again. */
  async swap(): Promise<void> {
    this.codes = [this.codes[1] ?? '', this.codes[0] ?? '', ''];
    await this.ask();
  }

  /** The codes are of that token: its counter is put in step with them. */
  async take(token: string): Promise<void> {
    this.#token = token;
    await this.ask();
  }

  /** Whether an Enter belongs to the code that was typed a moment ago. */
  get sameBreath(): boolean {
    return Date.now() - this.#lastTyped < SAME_BREATH;
  }

  /** Stops a long search, as soon as it can be stopped. */
  async stop(): Promise<void> {
    if (!this.busy) return;
    this.stopping = true;
    await this.desk.call('stop', {}).catch(() => null);
  }

  /** Another ledger is behind the page: nothing of this one stays. */
  forget(): void {
    this.fresh();
    this.warnings = null;
  }

  /** Somebody comes to the page; or asks for it again, who wants to begin anew. */
  visit(again: boolean): void {
    if (this.busy) return;
    if (this.done || (again && this.asked)) this.next();
    else this.sit(again ? 'person' : this.seat.to);
  }

  /** The next person, with nothing left of this one. */
  next(): void {
    this.fresh();
    void this.look();
  }

  /** As if nothing had been begun. */
  fresh(to: Seat = 'person'): void {
    clearTimeout(this.#pause);
    void this.stop();
    this.#turn += 1;
    this.text = '';
    this.person = null;
    this.#token = null;
    this.codes = ['', '', ''];
    this.#again([]);
    this.card = null;
    this.whose = null;
    this.report = null;
    this.busy = false;
    this.stopped = false;
    this.sit(to);
  }

  /** Begins with somebody whom another page knows, or with a token that nobody has. */
  async begin(login: string | null, token: string | null = null): Promise<void> {
    this.fresh(0);
    const turn = this.#turn;
    this.#token = login === null ? token : null;
    if (login === null) return;
    try {
      const person = await this.desk.call('people_show', { login });
      if (turn !== this.#turn) return;
      this.person = person;
      this.text = person.name;
    } catch (failure) {
      if (turn === this.#turn) this.report = reportOf(failure);
    }
  }

  /** Who will soon call; where the ledger cannot be read, other pages say why. */
  async look(): Promise<void> {
    this.warnings = await this.desk.call('early_warnings', {}).catch(() => this.warnings);
  }
}
