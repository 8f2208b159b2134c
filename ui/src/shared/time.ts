/** Times as people read them. */
import { language, type Language } from '../words';

/** A moment that the desk wrote as RFC 3339, in this computer's time: `22 Nov 2026, 12:15`. */
export function moment(rfc3339: string, lang: Language = language): string {
  const at = new Date(rfc3339);
  if (Number.isNaN(at.getTime())) return rfc3339;
  const locale = lang === 'ru' ? 'ru-RU' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/** A number with its thousands apart. */
export function number(value: number, lang: Language = language): string {
  return new Intl.NumberFormat(lang === 'ru' ? 'ru-RU' : 'en-GB').format(value);
}
