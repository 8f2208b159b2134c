import { cleanup } from '@testing-library/svelte';
import { afterEach } from 'vitest';

afterEach(cleanup);

// jsdom has no animations; Svelte asks for one at every transition.
Element.prototype.animate ??= () =>
  ({ cancel() {}, finished: Promise.resolve(), onfinish: null }) as unknown as Animation;

// Nor does it lay anything out: nobody hears of a change of size.
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
Element.prototype.scrollIntoView ??= () => {};

// Nor any that are running, which Svelte asks about when a list changes its order.
Element.prototype.getAnimations ??= () => [];
