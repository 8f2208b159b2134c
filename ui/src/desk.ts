/**
 * The one door to Rust: `call` asks the desk for something, `listen` hears what it says by itself.
 *
 * No rule of the desk stands here or anywhere else in the page. A failure always comes out as a
 * `Refusal` with a `Report`, whatever went wrong below.
 */
import { Channel, invoke } from '@tauri-apps/api/core';
import type { Commands } from './bindings/commands';
import type { Report } from './bindings/Report';
import { say } from './words';

/** What the desk says by itself: something at the sockets changed. */
export interface News {
  event:
    'inserted' | 'removed' | 'reader_added' | 'reader_removed' | 'service_gone' | 'service_back';
  reader: string | null;
}

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

/** Asks the desk to do something out of its table of commands. */
export async function call<Name extends keyof Commands>(
  name: Name,
  args: Commands[Name]['args'],
): Promise<Commands[Name]['reply']> {
  try {
    return await invoke('call', { ask: { ...args, do: name } });
  } catch (failure) {
    throw new Refusal(reportOf(failure));
  }
}

/** Hears the desk from now on; a second call takes the place of the first. */
export async function listen(hear: (news: News) => void): Promise<void> {
  const news = new Channel<News>();
  news.onmessage = hear;
  try {
    await invoke('listen', { news });
  } catch (failure) {
    throw new Refusal(reportOf(failure));
  }
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
