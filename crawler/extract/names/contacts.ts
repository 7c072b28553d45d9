import type { Paragraph } from '../../../core/announcement.ts';
import { blocksOf } from '../body/blocks.ts';
import { fieldOfLabel, type Labelled } from '../labels.ts';
import { isElement, textOf, type Element, type Page } from '../page.ts';

/** Contacts of one announcement that are kept. */
const limitContacts = 20;
const email = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
/** Telephone numbers as press offices write them: at least seven digits with separators, introduced by a word or a plus or brackets. */
const telephone =
  /(?:(?:tel|telephone|phone|tél|telefon|teléfono|telefono|fon|電話|电话|전화|โทร|ph|call)\.?\s*[:：.]?\s*|(?=\+|\(\d{2,5}\)))(\+?[\d(][\d\s()./–-]{6,22}\d)/gi;

/** What a telephone number holds, whatever introduces it. */
const digits = /[\d(][\d\s()./–-]{6}/;

/** Contact blocks, addresses of e-mail and telephone numbers that the announcement gives. */
export function contactsIn(body: readonly Paragraph[], labels: readonly Labelled[]): string[] {
  const found = new Set<string>();
  for (const { field, values } of labels)
    if (field === 'contacts') for (const value of values) if (value.length <= 200) found.add(value);
  for (const { kind, text } of body) {
    if (kind === 'contact' && text.length <= 400) found.add(text);
    if (kind === 'contact' || text.length > 5_000) continue;
    if (text.includes('@')) for (const match of text.matchAll(email)) found.add(match[0]);
    if (digits.test(text)) for (const match of text.matchAll(telephone)) found.add(match[1]!.trim());
  }
  return [...found].slice(0, limitContacts);
}

/** Contact blocks that stand beside the body: what follows a heading that is a label for contacts, inside the heading's own box. */
export function contactBlocks(page: Page): string[] {
  const found: string[] = [];
  for (const element of page.elements) {
    if (!/^(?:h[2-6]|strong|b|dt|p)$/.test(element.name) || found.length >= limitContacts) continue;
    const heading = element.children.length <= 3 ? textOf(element) : '';
    if (heading === '' || fieldOfLabel(heading) !== 'contacts') continue;
    const box = element.parent;
    if (box === null || !isElement(box) || /^(?:body|main|article|html)$/.test(box.name) || holdsNavigation(box))
      continue;
    const lines = blocksOf(box)
      .map(({ text }) => text)
      .filter((text) => text !== heading);
    const text = lines.join(', ');
    if (text !== '' && text.length <= 400) found.push(text);
  }
  return found;
}

function holdsNavigation(box: Element): boolean {
  return (
    box.name === 'nav' ||
    box.name === 'ul' ||
    box.name === 'footer' ||
    box.children.some((child) => isElement(child) && child.name === 'nav')
  );
}
