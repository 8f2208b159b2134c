/** What the search for everything knows without asking: the fobs on the desk, and what can be done. */
import type { FobCard } from '../../bindings/FobCard';
import { grouped } from '../../shared/serial';
import { say } from '../../words';
import type { Found } from './Find.svelte';

/** What there is, and what can be done with it. */
interface Offers<Place extends string> {
  fobs: FobCard[];
  /** Where one can go, and the keys that go there. */
  places: readonly { place: Place; key: string }[];
  practises: boolean;
  go: (to: Place | 'bench' | 'sync' | 'recovery') => void;
  whose: () => void;
  lost: () => void;
  add: () => void;
  importList: () => void;
  lock: () => void;
  practise: (on: boolean) => void;
}

/** All of it, in the order in which it stands. */
export function offered<Place extends string>(offers: Offers<Place>): Found[] {
  const { fobs, places, practises, go } = offers;
  const act = (id: string, run: () => void, key?: string): Found => {
    const found: Found = { id, kind: 'act', label: say(`find-${id}`), run };
    return key === undefined ? found : { ...found, key };
  };
  return [
    ...fobs.map((fob): Found => ({
      id: `fob-${fob.reader}`,
      kind: 'fob',
      label: fob.serial ? say('find-fob', { serial: grouped(fob.serial) }) : fob.model,
      about: [fob.serial ? fob.model : '', fob.person ?? ''].filter(Boolean).join(' · '),
      also: `${fob.serial ?? ''} ${fob.reader}`,
      run: () => go('bench'),
    })),
    ...places.map(({ place, key }): Found => ({
      id: `go-${place}`,
      kind: 'act',
      label: say('find-go', { place: say(`nav-${place}`) }),
      key,
      run: () => go(place),
    })),
    act('sync', () => go('sync'), 'F3'),
    act('whose', offers.whose),
    act('code', () => go('recovery'), 'F5'),
    act('lost', offers.lost),
    act('add', offers.add, 'Ctrl N'),
    act('import', offers.importList),
    act('lock', offers.lock, 'Ctrl L'),
    act(practises ? 'practise-end' : 'practise', () => offers.practise(!practises)),
  ];
}
