import { fireEvent, render, screen, within } from '@testing-library/svelte';
import axe from 'axe-core';
import { afterEach, expect, test, vi } from 'vitest';
import { PlayedDesk, report } from '../../shared/desk.fixture';
import { said } from '../../shared/said.svelte';
import Settings from './Settings.svelte';

/** A red and a white pixel. */
const logo = { width: 2, height: 1, pixels: btoa('\xff\x00\x00\xff\xff\xff') };
const contact = {
  key: 'contact',
  kind: 'text',
  value: '',
  usual: '',
  range: null,
  options: [],
};

/** What was painted last: this page has no screen. */
let painted: number[] = [];

function open(answers: Record<string, unknown> = {}) {
  painted = [];
  const brush = {
    createImageData: (width: number, height: number) => ({
      data: new Uint8ClampedArray(width * height * 4),
    }),
    putImageData: (image: { data: Uint8ClampedArray }) => (painted = [...image.data]),
  };
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(brush as never);
  const desk = new PlayedDesk({ policy: [contact], ...answers });
  render(Settings, { desk });
  return desk;
}

afterEach(() => vi.restoreAllMocks());

const row = async () => within(await screen.findByRole('group', { name: 'Logo' }));

test('a logo is chosen, painted, and removed with one click', async () => {
  const desk = open({ house_logo_choose: logo, house_logo_drop: null });
  const own = await row();
  expect(own.queryByRole('img')).toBeNull();
  const choose = own.getByRole<HTMLButtonElement>('button', { name: 'Choose a picture…' });
  await vi.waitFor(() => expect(choose.disabled).toBe(false));
  await fireEvent.click(choose);
  expect(await own.findByRole('img', { name: 'Logo' })).toBeTruthy();
  await vi.waitFor(() => expect(painted).toEqual([255, 0, 0, 255, 255, 255, 255, 255]));
  expect(said.text).toBe('The logo stands on every paper from now on.');
  document.documentElement.lang = 'en';
  document.title = 'Fobdesk';
  const rules = { 'color-contrast': { enabled: false }, region: { enabled: false } };
  expect((await axe.run(document, { rules })).violations).toEqual([]);
  await fireEvent.click(own.getByRole('button', { name: 'Remove' }));
  await vi.waitFor(() => expect(own.queryByRole('img')).toBeNull());
  expect(desk.times('house_logo_drop')).toBe(1);
  expect(said.text).toBe('The logo is removed.');
});

test('a file that is no logo is told, and the one that was there stays', async () => {
  const desk = open({ house_logo: logo, house_logo_choose: report('logo_damaged') });
  const own = await row();
  expect(await own.findByRole('img')).toBeTruthy();
  await fireEvent.click(await own.findByRole('button', { name: 'Another picture…' }));
  expect((await own.findByRole('alert')).dataset['code']).toBe('logo_damaged');
  expect(own.getByRole('img')).toBeTruthy();
  desk.answers['house_logo_choose'] = report('stopped');
  const another = own.getByRole<HTMLButtonElement>('button', { name: 'Another picture…' });
  await vi.waitFor(() => expect(another.disabled).toBe(false));
  await fireEvent.click(another);
  await vi.waitFor(() => expect(own.queryByRole('alert')).toBeNull());
  expect(desk.times('house_logo_choose')).toBe(2);
});
