/**
 * The one door to Rust: `call` asks the desk for something, `listen` hears what it says by itself.
 *
 * No rule of the desk stands here or anywhere else in the page. A failure always comes out as a
 * `Refusal` with a `Report`, whatever went wrong below.
 */
import { Channel, invoke } from '@tauri-apps/api/core';
import type { Report } from './bindings/Report';
import type { Acts, News } from './shell';
import { say } from './words';

export type { News } from './shell';

/** The desk as the page sees it; tests hand in their own. */
export interface Desk {
  call: typeof call;
  listen: typeof listen;
}

/** A failure with the sentences for it. */
export class Refusal extends Error {
  constructor(readonly report: Report) {
    super(report.what);
  }
}

/** Asks the desk to do something out of its table of commands, or the window's shell. */
export async function call<Name extends keyof Acts>(
  name: Name,
  args: Acts[Name]['args'],
): Promise<Acts[Name]['reply']> {
  try {
    return await invoke('call', { ask: { ...args, do: name } });
  } catch (failure) {
    throw new Refusal(reportOf(failure));
  }
}

const hearers = new Set<(news: News) => void>();
let stream: Promise<void> | null = null;

/** Hears the desk from now on, until the function that comes back is called. */
export async function listen(hear: (news: News) => void): Promise<() => void> {
  hearers.add(hear);
  stream ??= open();
  try {
    await stream;
  } catch (failure) {
    stream = null;
    hearers.delete(hear);
    throw new Refusal(reportOf(failure));
  }
  return () => hearers.delete(hear);
}

/** Opens the one stream for all who listen. */
async function open(): Promise<void> {
  const news = new Channel<News>();
  news.onmessage = (told) => hearers.forEach((hear) => hear(told));
  await invoke('listen', { news });
}

const LOCKED = ['vault_locked', 'passphrase_needed', 'no_vault', 'sign_in_needed'];

/**
 * The same desk, but whoever is told that it was locked meanwhile, or that a second operator is
 * needed, makes that known.
 */
export function watched(
  desk: Desk,
  onlocked: () => void,
  onwaits: (id: string) => void = () => {},
): Desk {
  return {
    listen: desk.listen,
    call: async (name, args) => {
      try {
        return await desk.call(name, args);
      } catch (failure) {
        const report = reportOf(failure);
        if (LOCKED.includes(report.code)) onlocked();
        if (report.code === 'needs_approval' && report.detail !== null) onwaits(report.detail);
        throw failure;
      }
    },
  };
}

function isReport(thing: unknown): thing is Report {
  return typeof thing === 'object' && thing !== null && 'what' in thing && 'now' in thing;
}

/** The report for anything that was thrown. */
export function reportOf(failure: unknown): Report {
  if (failure instanceof Refusal) return failure.report;
  if (isReport(failure)) return failure;
  return {
    code: 'page_broken',
    severity: 'error',
    what: say('page-broken-what'),
    now: say('page-broken-now'),
    left: null,
    detail: String(failure),
  };
}
