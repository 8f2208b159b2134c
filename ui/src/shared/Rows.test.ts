import { createRawSnippet } from 'svelte';
import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import Rows from './Rows.svelte';

// The height that jsdom does not measure is taken for 600 pixels.
const HEIGHT = 50;

function open(count: number, onpick?: (item: number, at: number) => void) {
  const row = createRawSnippet<[number, number]>((item) => ({
    render: () => `<span>row ${item()}</span>`,
  }));
  const items = Array.from({ length: count }, (_, at) => at);
  render(Rows<number>, { items, height: HEIGHT, label: 'Numbers', row, ...(onpick && { onpick }) });
}

async function scroll(to: number) {
  const box = screen.getByLabelText('Numbers');
  box.scrollTop = to;
  await fireEvent.scroll(box);
}

const spacer = () =>
  Number.parseInt((screen.getByLabelText('Numbers').firstElementChild as HTMLElement).style.height);

test('only the rows in sight are drawn', () => {
  open(10_000);
  expect(screen.getAllByRole('listitem')).toHaveLength(13);
  expect(spacer()).toBe(500_000);
  const first = screen.getAllByRole('listitem')[0];
  expect(first?.getAttribute('aria-setsize')).toBe('10000');
});

test('no list is longer than a web view can paint, and its last row is reached', async () => {
  open(1_000_000);
  expect(spacer()).toBe(8_000_000);
  await scroll(8_000_000 - 600);
  const rows = screen.getAllByRole('listitem');
  expect(rows.at(-1)?.getAttribute('aria-posinset')).toBe('1000000');
});

test('keys move, stop at the ends, and pick', async () => {
  const onpick = vi.fn();
  open(3, onpick);
  const box = screen.getByRole('listbox');
  await fireEvent.keyDown(box, { key: 'PageDown' });
  expect(box.getAttribute('aria-activedescendant')).toMatch(/-2$/);
  await fireEvent.keyDown(box, { key: 'ArrowDown' });
  await fireEvent.keyDown(box, { key: 'Enter' });
  expect(onpick).toHaveBeenLastCalledWith(2, 2);
});
