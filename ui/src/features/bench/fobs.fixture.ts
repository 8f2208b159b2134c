/** Fobs, people and answers for the tests of the bench. */
import type { FobCard } from '../../bindings/FobCard';
import type { Report } from '../../bindings/Report';
import type { ProfileCard } from '../../bindings/ProfileCard';
import type { Issued } from '../../bindings/Issued';

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
    full: false,
    clock_off: null,
    clock: null,
    glances: [],
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

/** The profiles that come with Fobdesk, as far as the bench looks at them. */
export const profiles: ProfileCard[] = [
  ['oath-hotp', 'oath'],
  ['slot2-hotp', 'slot2'],
].map(([name = '', where = '']) => ({
  name,
  where,
  kind: 'hotp',
  digits: 6,
  algorithm: 'sha1',
  period: null,
  counter: 0,
  touch: false,
  enter: false,
  issuer: null,
  built_in: true,
}));

/** What the desk answers when a fob was given, or (state `written`) waits for its proof. */
export function issued(state = 'assigned'): Issued {
  return {
    fob: { serial: '12345678' },
    token: { id: 'T1', kind: 'hotp', digits: 6, algorithm: 'sha1', state, next: 1 },
    verified: { how: state === 'assigned' ? 'calculated' : 'none', at_counter: null },
    person: 'zmueller',
    recovery: null,
  };
}
