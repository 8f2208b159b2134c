/** Times as people read them. */
import { language, type Language } from '../words';

/** A moment that the desk wrote as RFC 3339, in this computer's time: `22 Nov 2026, 12:15`. */
export function moment(rfc3339: string, lang: Language = language): string {
  const at = new Date(rfc3339);
  if (Number.isNaN(at.getTime())) return rfc3339;
  const locale = lang === 'ru' ? 'ru-RU' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/** The hour of a moment, where the day is today: `12:15`. */
export function clock(rfc3339: string, lang: Language = language): string {
  const at = new Date(rfc3339);
  if (Number.isNaN(at.getTime())) return rfc3339;
  const locale = lang === 'ru' ? 'ru-RU' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(at);
}

/** A day as it is named in a week: `Fri, 27 Nov`. */
export function day(at: Date, lang: Language = language): string {
  const locale = lang === 'ru' ? 'ru-RU' : 'en-GB';
  const shape = { weekday: 'short', day: 'numeric', month: 'short' } as const;
  return new Intl.DateTimeFormat(locale, shape).format(at);
}

/** A number with its thousands apart. */
export function number(value: number, lang: Language = language): string {
  return new Intl.NumberFormat(lang === 'ru' ? 'ru-RU' : 'en-GB').format(value);
}
