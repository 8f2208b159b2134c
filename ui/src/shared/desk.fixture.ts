/** A desk for the tests of the page: it answers what the test says, and keeps what was asked. */
import { vi } from 'vitest';
import type { LogCard } from '../bindings/LogCard';
import type { PersonCard } from '../bindings/PersonCard';
import type { Report } from '../bindings/Report';
import type { SetupCard } from '../bindings/SetupCard';
import { Refusal, type Desk, type News } from '../desk';

/** An answer: a value, a report for a refusal, or a function of what was asked. */
type Answer = unknown;

export class PlayedDesk implements Desk {
  readonly asked: { do: string; args: Record<string, unknown> }[] = [];
  readonly answers: Record<string, Answer>;
  readonly #hearers = new Set<(news: News) => void>();

  constructor(answers: Record<string, Answer> = {}) {
    this.answers = { ...usual(), ...answers };
  }

  readonly call = vi.fn(async (name: string, args: Record<string, unknown>) => {
    this.asked.push({ do: name, args });
    await Promise.resolve();
    if (!(name in this.answers)) throw new Error(`the test has no answer to ${name}`);
    const answer = this.answers[name];
    const said = typeof answer === 'function' ? (answer as (a: unknown) => unknown)(args) : answer;
    if (isReport(said)) throw new Refusal(said);
    return said;
  }) as unknown as Desk['call'];

  readonly listen: Desk['listen'] = async (hear) => {
    this.#hearers.add(hear);
    await Promise.resolve();
    return () => this.#hearers.delete(hear);
  };

  /** Says something to all who listen. */
  tell(news: News): void {
    this.#hearers.forEach((hear) => hear(news));
  }

  /** How often that was asked. */
  times(name: string): number {
    return this.asked.filter((one) => one.do === name).length;
  }

  /** What was asked with that name last. */
  last(name: string): Record<string, unknown> | undefined {
    return this.asked.findLast((one) => one.do === name)?.args;
  }
}

function usual(): Record<string, Answer> {
  return {
    setup_look: setupCard({ ledger: true, open: true }),
    fobs: { fobs: [], troubles: [] },
    doctor: { checks: [] },
    people_find: [],
    operators: [],
    house_logo: null,
    releases: [],
    awake: null,
    history: [],
    printers: [],
    profiles: [],
    practice_fobs: [],
    early_warnings: [],
    permit: null,
    reminders: { list: [], without_codes: 0 },
    vault_status: { vault: 'v', locked: false, keyring: true, generation: 1, anchor: 'pinned' },
  };
}

function isReport(thing: unknown): thing is Report {
  return typeof thing === 'object' && thing !== null && 'code' in thing && 'severity' in thing;
}

export function report(code: string, change: Partial<Report> = {}): Report {
  const what = `What ${code} is.`;
  return { code, severity: 'error', what, now: 'What to do.', left: null, detail: null, ...change };
}

export function setupCard(change: Partial<SetupCard> = {}): SetupCard {
  return {
    ledger: false,
    open: false,
    why: null,
    keyring: null,
    practice: false,
    organisation: null,
    seat: null,
    ...change,
  };
}

export function person(change: Partial<PersonCard> = {}): PersonCard {
  return {
    login: 'zmueller',
    name: 'Zoë Müller',
    email: 'zoe@example.org',
    department: 'Accounts',
    language: null,
    tokens: [],
    recovery: null,
    suspended: null,
    loan: null,
    must: null,
    ...change,
  };
}

export function entry(change: Partial<LogCard> = {}): LogCard {
  return {
    n: 1,
    at: '2026-11-22T12:15:00Z',
    operator: 'os:irina',
    workstation: 'desk-1',
    act: 'person.add',
    fob: null,
    person: 'zmueller',
    result: 'done',
    row: null,
    hash: '00',
    ...change,
  };
}
