import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { languageOf, say } from './words';

function ids(source: string): string[] {
  return [...source.matchAll(/^([a-z][\w-]*) =/gm)].map(([, id]) => id ?? '').sort();
}

/** All files of the page's words in one language. */
function words(lang: string): string {
  const folder = path.join(import.meta.dirname, '../../crates/desk/i18n', lang, 'page');
  const files = readdirSync(folder).sort();
  return files.map((name) => readFileSync(path.join(folder, name), 'utf8')).join('\n');
}

const english = words('en');
const russian = words('ru');

function sources(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(svelte|ts)$/.test(name) && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(path.join(folder, name), 'utf8'))
    .join('\n');
}

test('both languages have the same sentences', () => {
  expect(ids(russian)).toEqual(ids(english));
});

test('every sentence is used, and every sentence used is there', () => {
  const code = sources(import.meta.dirname);
  const said = new Set([...code.matchAll(/say\(\s*['`]([a-z][\w-]*)['`]/g)].map(([, id]) => id));
  const begun = [...code.matchAll(/`([a-z][a-z-]*-)\$\{/g)].map(([, start]) => start ?? '');
  for (const id of said) expect(ids(english)).toContain(id);
  for (const id of ids(english)) {
    expect(said.has(id) || begun.some((start) => id.startsWith(start)), id).toBe(true);
  }
});

test('Russian counts as Russian does', () => {
  const counted = [0, 1, 2, 5, 21].map((count) => say('bench-count', { count }, 'ru'));
  expect(counted).toEqual([
    'Ничего не вставлено',
    'Вставлен 1 брелок',
    'Вставлено 2 брелока',
    'Вставлено 5 брелоков',
    'Вставлен 21 брелок',
  ]);
});

test('the language follows the system, and English is the rest', () => {
  expect([languageOf('ru'), languageOf('ru-RU'), languageOf('de-DE'), languageOf('run')]).toEqual([
    'ru',
    'ru',
    'en',
    'en',
  ]);
});
