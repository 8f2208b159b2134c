/** Fobs and a desk for the tests of the page. */
import type { FobCard } from '../../bindings/FobCard';
import type { Report } from '../../bindings/Report';
import type { Trouble } from '../../bindings/Trouble';
import { Refusal, type Desk, type News } from '../../desk';

/** A YubiKey in a USB port, changed as the test wants it. */
export function fob(change: Partial<FobCard> = {}): FobCard {
  return {
    serial: '12345678',
    form_factor: 'usb_a_keychain',
    model: 'YubiKey 5 NFC',
    firmware: '5.4.3',
    transport: 'pcsc',
    reader: 'Yubico YubiKey OTP+FIDO+CCID 00 00',
    apps: ['oath', 'otp', 'piv'],
    slots: [
      { slot: 1, used: true, ours: false },
      { slot: 2, used: false, ours: false },
    ],
    state: 'new',
    person: null,
    ...change,
  };
}

/** The report for a smart card service that does not run. */
export const noService: Report = {
  code: 'no_service',
  severity: 'error',
  what: 'The smart card service is not running.',
  now: 'Start it, then look again.',
  left: null,
  detail: '8010001D',
};

/** The report for a fob that another program holds. */
export const inUse: Report = {
  code: 'fob_in_use',
  severity: 'warning',
  what: 'Another program is using this fob.',
  now: 'Close it, then try again.',
  left: null,
  detail: null,
};

/** A desk that answers what the test says, and whose news the test tells. */
export class FakeDesk implements Desk {
  /** What `fobs` answers; a report is a failure. */
  there: FobCard[] | Report = [];
  silent: Trouble[] = [];
  asked = 0;
  tell: (news: News) => void = () => {};

  readonly call: Desk['call'] = async () => {
    this.asked += 1;
    await Promise.resolve();
    if (!Array.isArray(this.there)) throw new Refusal(this.there);
    return { fobs: this.there, troubles: this.silent };
  };

  readonly listen: Desk['listen'] = async (hear) => {
    this.tell = hear;
    await Promise.resolve();
    return () => {};
  };

  /** Something is plugged in or pulled: from now on this is there. */
  change(there: FobCard[] | Report, silent: Trouble[] = []): void {
    this.there = there;
    this.silent = silent;
    this.tell({ event: 'inserted', reader: 'some' });
  }
}
