/**
 * Giving a person a fob: who, which, how; then each step as it is done, the proof, and the sheet.
 * What may be done is for the desk to say; this only remembers where the person at the desk is.
 */
import type { FobCard } from '../../bindings/FobCard';
import type { Issued } from '../../bindings/Issued';
import type { PersonCard } from '../../bindings/PersonCard';
import type { ProfileCard } from '../../bindings/ProfileCard';
import type { Report } from '../../bindings/Report';
import type { To } from '../../bindings/To';
import type { WaitingCard } from '../../bindings/WaitingCard';
import { reportOf, type Desk } from '../../desk';
import type { News, ProgressNews } from '../../shell';

/** Where the person at the desk is. */
export type Stage = 'choose' | 'working' | 'consent' | 'pulled' | 'code' | 'sheet' | 'done';

/** The steps that tick off, in their order. */
export const STEPS = ['sealed', 'written', 'proven', 'given', 'codes'] as const;
export type StepName = (typeof STEPS)[number];

/** The profile that stands first. */
const USUAL = 'oath-hotp';
/** Refusals that one gets past by agreeing to lose what is in the way. */
const ASKS_CONSENT = [
  'slot_in_use',
  'name_in_use',
  'display_in_use',
  'fob_taken',
  'overwrite_mismatch',
];
/** Refusals that end when the fob is plugged in again. */
const FOB_IS_OUT = ['fob_gone', 'fob_lost', 'fob_not_here', 'no_fob', 'no_reader'];

/** What is being done, once it is begun. */
export interface Order {
  person: { login: string; name: string };
  profile: string;
  /** Where on the fob. */
  place: string;
  digits: number;
  /** Whether the slot types Enter after its code. */
  enter: boolean;
  fob: { serial: string | null; model: string };
  overwrite: string | null;
  /** The token, once there is one to prove. */
  token: string | null;
}

/** What is plugged in, as far as giving needs to know. */
interface Bench {
  readonly fobs: FobCard[];
  look(): Promise<void>;
  settle(): Promise<void>;
}

export class Giving {
  stage = $state<Stage>('choose');
  /** Who was picked, or is the only one who fits what is typed. */
  person = $state.raw<PersonCard | null>(null);
  profiles = $state.raw<ProfileCard[]>([]);
  /** The profile's name; it stays for the next fob. */
  profile = $state(USUAL);
  /** Where the fob is that was chosen among several. */
  reader = $state<string | null>(null);
  order = $state.raw<Order | null>(null);
  /** How many milliseconds each step took that is done. */
  took = $state<Partial<Record<StepName, number>>>({});
  /** Until when the fob waits for a finger. */
  touch = $state<number | null>(null);
  stopping = $state(false);
  report = $state.raw<Report | null>(null);
  /** The recovery sheet: which set, and the file it is in. */
  sheet = $state.raw<{ set: string | null; file: string | null } | null>(null);
  printers = $state.raw<string[]>([]);
  /** Whether a code or a sheet is on its way. */
  busy = $state(false);

  readonly #desk: Desk;
  readonly #bench: Bench;
  #since = 0;
  /** Whether a fob was plugged in since the desk began its work: perhaps the one that was lost. */
  #cameBack = false;

  constructor(desk: Desk, bench: Bench) {
    this.#desk = desk;
    this.#bench = bench;
  }

  /** The fob that is meant: the chosen one, or the only one. */
  get fob(): FobCard | null {
    const fobs = this.#bench.fobs;
    const chosen = fobs.find((fob) => fob.reader === this.reader);
    return chosen ?? (fobs.length === 1 ? (fobs[0] ?? null) : null);
  }

  /** Whether the desk works on a fob for us. */
  get works(): boolean {
    return this.stage === 'working' || this.busy;
  }

  /** Whether the work goes on by itself when its fob comes back. */
  get awaits(): boolean {
    return this.stage === 'pulled';
  }

  /** Reads the profiles; without a ledger there are none. */
  async prepare(): Promise<void> {
    this.profiles = await this.#desk.call('profiles', {}).catch(() => []);
    if (!this.profiles.some((one) => one.name === this.profile)) {
      this.profile = this.profiles[0]?.name ?? USUAL;
    }
  }

  hear(news: ProgressNews | Extract<News, { event: 'touch' | 'touch_over' }>): void {
    if (news.event === 'touch') {
      this.touch = Date.now() + news.seconds * 1000;
    } else if (news.event === 'touch_over') {
      this.touch = null;
    } else if (news.step !== 'settled' && this.order) {
      const now = Date.now();
      this.took[news.step] = now - this.#since;
      this.#since = now;
    }
  }

  /** Gives the chosen fob to the chosen person. */
  async give(): Promise<void> {
    const { person, fob } = this;
    const profile = this.profiles.find((one) => one.name === this.profile);
    if (this.stage !== 'choose' || !person || !fob) return;
    this.took = {};
    this.order = {
      person: { login: person.login, name: person.name },
      profile: this.profile,
      place: profile?.where ?? 'oath',
      digits: profile?.digits ?? 6,
      enter: profile?.enter ?? false,
      fob: { serial: fob.serial, model: fob.model },
      overwrite: null,
      token: null,
    };
    await this.#issue();
  }

  /** The same again, now that the person agreed to lose what is in the way. */
  async overwrite(last: string): Promise<void> {
    if (this.stage !== 'consent' || !this.order) return;
    this.order = { ...this.order, overwrite: last.trim() };
    await this.#issue();
  }

  /** A fob was plugged in: if it is the one that was pulled, the work goes on. */
  async returned(): Promise<void> {
    if (this.stage === 'working') this.#cameBack = true;
    if (this.awaits && this.isHere) await this.again();
  }

  /** Whether the fob that is being given is plugged in. */
  get isHere(): boolean {
    const serial = this.order?.fob.serial ?? null;
    return serial === null || this.#bench.fobs.some((fob) => fob.serial === serial);
  }

  /** The same again; the desk goes on where it stopped. */
  async again(): Promise<void> {
    if (!this.order || this.works) return;
    if (this.order.token && this.order.profile === '') await this.#prove(null);
    else await this.#issue();
  }

  async #issue(): Promise<void> {
    const order = this.order;
    if (!order) return;
    await this.#work(() =>
      this.#desk.call('issue', {
        person: order.person.login,
        profile: order.profile,
        fob: order.fob.serial,
        overwrite: order.overwrite,
      }),
    );
  }

  async #prove(code: string | null): Promise<void> {
    const token = this.order?.token ?? null;
    await this.#work(() => this.#desk.call('verify', { token, fob: null, code }));
  }

  async #work(act: () => Promise<Issued>): Promise<void> {
    this.stage = 'working';
    this.report = null;
    this.stopping = false;
    this.#cameBack = false;
    this.#since = Date.now();
    try {
      await this.#issued(await act());
    } catch (failure) {
      this.#refused(reportOf(failure));
    }
    this.touch = null;
    await this.#bench.look();
  }

  async #issued(issued: Issued): Promise<void> {
    if (this.order) this.order = { ...this.order, token: issued.token.id };
    if (issued.token.state !== 'assigned') {
      this.stage = 'code';
      return;
    }
    this.printers = await this.#desk.call('printers', {}).catch(() => []);
    this.stage = 'sheet';
  }

  #refused(report: Report): void {
    this.report = report;
    if (ASKS_CONSENT.includes(report.code)) this.stage = 'consent';
    else if (report.code === 'code_needed') this.stage = 'code';
    else if (FOB_IS_OUT.includes(report.code) && this.order?.fob.serial) this.stage = 'pulled';
    else this.stage = 'choose';
    // It may be back already. Not without having been away, though: a fob that is there and will
    // not talk is no reason to go on for ever.
    if (this.stage !== 'pulled' || !this.#cameBack) return;
    void this.#bench.look().then(() => (this.awaits && this.isHere ? this.again() : undefined));
  }

  /** Takes the code that the fob typed, or the person. */
  async code(typed: string): Promise<void> {
    if (this.stage !== 'code' || this.busy || !typed.trim()) return;
    this.busy = true;
    this.report = null;
    this.#since = Date.now();
    try {
      const token = this.order?.token ?? null;
      await this.#issued(await this.#desk.call('verify', { token, fob: null, code: typed.trim() }));
    } catch (failure) {
      this.report = reportOf(failure);
    }
    this.busy = false;
    this.touch = null;
    await this.#bench.look();
  }

  /** Leaves it written; it is proven another time. */
  async later(): Promise<void> {
    this.report = null;
    this.stage = 'done';
    await this.#bench.settle();
  }

  /** Takes up a token that waits for its proof. */
  async resume(waiting: WaitingCard, model: string): Promise<void> {
    this.took = waiting.state === 'written' ? { sealed: 0, written: 0 } : { sealed: 0 };
    this.report = null;
    this.order = {
      person: {
        login: waiting.person ?? '',
        name: waiting.name ?? waiting.person ?? '',
      },
      profile: '',
      place: waiting.place,
      digits: waiting.digits,
      enter: waiting.enter,
      fob: { serial: waiting.serial, model },
      overwrite: null,
      token: waiting.token,
    };
    if (waiting.place === 'oath') await this.#prove(null);
    else this.stage = 'code';
  }

  /** Puts the recovery codes on paper or in a file. */
  async deliver(to: To): Promise<void> {
    if (this.stage !== 'sheet' || this.busy || !this.order) return;
    this.busy = true;
    this.report = null;
    this.#since = Date.now();
    try {
      const login = this.order.person.login;
      const asked = { login, count: null, to, paper: null };
      const { set, file } = await this.#desk.call('codes_issue', asked);
      this.took.codes = Date.now() - this.#since;
      this.sheet = { set: set.set, file };
      this.stage = 'done';
    } catch (failure) {
      const report = reportOf(failure);
      // Who closes the question of where to save it has not failed.
      this.report = report.code === 'stopped' ? null : report;
    }
    this.busy = false;
  }

  /** No sheet this time. */
  skip(): void {
    this.report = null;
    this.stage = 'done';
  }

  /** Stops what the desk is doing, as soon as it can be stopped. */
  async stop(): Promise<void> {
    this.stopping = true;
    // What is being done says by itself how it ended.
    await this.#desk.call('stop', {}).catch(() => null);
  }

  /** Back to the question of whom it is for; person and fob stay as they are. */
  back(): void {
    this.stage = 'choose';
    this.report = null;
    this.order = null;
    void this.#bench.settle();
  }

  /** The next person; the profile stays. */
  next(): void {
    this.forget();
    void this.#bench.settle();
  }

  /** As if nothing had been begun. */
  forget(): void {
    this.stage = 'choose';
    this.person = null;
    this.reader = null;
    this.order = null;
    this.took = {};
    this.report = null;
    this.sheet = null;
    this.touch = null;
    this.busy = false;
  }
}
