/**
 * What the window's shell adds to the desk's table of commands, and what it says by itself. The
 * other side is `src-tauri/acts.rs` and `src-tauri/news.rs`; their tests compare the names.
 */
import type { Commands } from './bindings/commands';
import type { Plugs } from './bindings/Plugs';

/** A practice fob as its panel shows it. */
export type PracticeFob = { serial: string; model: string; plugged: boolean };

/** What a hand can do to a practice fob. */
export type PracticeAct = 'plug' | 'pull' | 'touch' | 'press1' | 'press2';

/** The shell's own acts: answered without the desk. */
export type ShellCommands = {
  /** Somebody has a hand on the window. */
  awake: { args: Record<never, never>; reply: null };
  /** Stops what the desk is doing, as soon as it can be stopped. */
  stop: { args: Record<never, never>; reply: null };
  /** Practice fobs and the practice ledger from now on; models as on the command line, "" for one. */
  practice_start: { args: { models: string }; reply: null };
  /** Back to real fobs and the real ledger. */
  practice_end: { args: Record<never, never>; reply: null };
  /** The practice fobs there are. */
  practice_fobs: { args: Record<never, never>; reply: PracticeFob[] };
  /** Does something to a practice fob; a press returns what it types. */
  practice: { args: { act: PracticeAct; serial: string }; reply: string | null };
  /** Each answer of a practice fob takes so much longer. */
  practice_slow: { args: { ms: number }; reply: null };
};

/** What is plugged in; `busy` when the desk works on a fob and this is what was last seen. */
export type Seen = Plugs & { busy?: boolean };

/** Everything that the page can ask for. */
export type Acts = Omit<Commands, 'fobs'> &
  ShellCommands & { fobs: { args: Record<never, never>; reply: Seen } };

/** A step of giving a fob, as it is done. */
export type Step = 'sealed' | 'written' | 'proven' | 'given' | 'codes' | 'settled';

/** Something at the sockets changed. */
export type SocketNews = {
  event:
    'inserted' | 'removed' | 'reader_added' | 'reader_removed' | 'service_gone' | 'service_back';
  reader: string | null;
};

/** A step is done; where (`oath`, `slot1`, `slot2`), whose, which set, which fob. */
export type ProgressNews = {
  event: 'progress';
  step: Step;
  place?: string;
  login?: string;
  set?: string;
  serial?: string;
};

/** What the desk says by itself. */
export type News =
  | SocketNews
  | ProgressNews
  /** A finger is wanted on the fob, for so many seconds. */
  | { event: 'touch'; seconds: number }
  | { event: 'touch_over' }
  /** A long search has come so far: so many codes are compared. */
  | { event: 'searched'; positions: number }
  /** Nobody had a hand on the window for so long that the operator was signed out. */
  | { event: 'left_alone' }
  /** The desk was busy when it was asked for the fobs, and is free again. */
  | { event: 'free' }
  /** Practice has begun or ended: another ledger is behind the page. */
  | { event: 'practice'; on: boolean };
