/**
 * The page's words, English and Russian, from the same Fluent files as the rest of the desk
 * (`crates/desk/i18n`). They are part of the build: nothing is loaded while the page runs.
 */
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';

export type Language = 'en' | 'ru';

/** One file a feature and language, by path. */
const sources = import.meta.glob<string>('../../crates/desk/i18n/*/page/*.ftl', {
  query: '?raw',
  import: 'default',
  eager: true,
});

function bundle(lang: Language): FluentBundle {
  // No isolation marks: names that may run the other way stand in a `<bdi>` of their own.
  const made = new FluentBundle(lang, { useIsolating: false });
  for (const [path, source] of Object.entries(sources)) {
    if (!path.includes(`/${lang}/`)) continue;
    // A name that stands in two files is a mistake, and said so.
    const [problem] = made.addResource(new FluentResource(source));
    if (problem) throw problem;
  }
  return made;
}

const bundles: Record<Language, FluentBundle> = { en: bundle('en'), ru: bundle('ru') };

/** The language for a browser's language tag: Russian for `ru…`, else English. */
export function languageOf(tag: string): Language {
  return /^ru\b/i.test(tag) ? 'ru' : 'en';
}

/** The language of this page: as the window was told, else as the system speaks. */
export const language: Language = languageOf(
  new URLSearchParams(location.search).get('lang') ?? navigator.language,
);

/** Whether there is a sentence of that name. */
export function known(id: string): boolean {
  return bundles.en.hasMessage(id);
}

/** The sentence of that name, with its values put in. */
export function say(
  id: string,
  values: Record<string, FluentVariable> = {},
  lang: Language = language,
): string {
  for (const spoken of [bundles[lang], bundles.en]) {
    const pattern = spoken.getMessage(id)?.value;
    if (pattern) return spoken.formatPattern(pattern, values);
  }
  return id;
}
