import type { Paragraph } from '../../../core/announcement.ts';
import type { Labelled } from '../labels.ts';

/** Contacts of one announcement that are kept. */
const limitContacts = 20;
const email = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
/** Telephone numbers as press offices write them: at least seven digits with separators, introduced by a word or a plus or brackets. */
const telephone = /(?:(?:tel|telephone|phone|tél|telefon|teléfono|telefono|fon|電話|电话|전화|โทร|ph|call)\.?\s*[:：.]?\s*|(?=\+|\(\d{2,5}\)))(\+?[\d(][\d\s()./–-]{6,22}\d)/gi;

/** Contact blocks, addresses of e-mail and telephone numbers that the announcement gives. */
export function contactsIn(body: readonly Paragraph[], labels: readonly Labelled[]): string[] {
  const found = new Set<string>();
  for (const { field, values } of labels) if (field === 'contacts') for (const value of values) if (value.length <= 200) found.add(value);
  for (const { kind, text } of body) {
    if (kind === 'contact' && text.length <= 400) found.add(text);
    if (kind === 'contact' || text.length > 5_000) continue;
    for (const match of text.matchAll(email)) found.add(match[0]);
    for (const match of text.matchAll(telephone)) found.add(match[1]!.trim());
  }
  return [...found].slice(0, limitContacts);
}
