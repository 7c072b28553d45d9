import { load } from 'cheerio/slim';
import { oneLine } from './dom.ts';

/**
 * The text of a title or summary that may be HTML: tags gone, entities decoded, on one line. Angle brackets around what is no tag of HTML
 * ("x < y") stay as they are.
 */
export function textOfMarkup(markup: string): string {
  if (!/[<&]/.test(markup)) return oneLine(markup);
  const text = /<\/?[a-z][a-z\d]*[\s/>]|<!--/i.test(markup) ? markup : markup.replaceAll('<', '&lt;');
  // Twice escaped is common (`&amp;#8217;`): what still holds a numeric or named entity after one pass gets a second.
  const once = load(text).text();
  return oneLine(/&(?:#\d+|#x[\da-f]+|[a-z]+);/i.test(once) && !/[<>]/.test(once) ? load(once).text() : once);
}
