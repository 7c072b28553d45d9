import type { Paragraph } from '../../../core/announcement.ts';
import { normalizeWords } from '../dates/normal-form.ts';
import { findDates } from '../dates/written-date.ts';
import { monthOf } from '../dates/month-words.ts';

/** Paragraphs in which a dateline may stand: captions and release lines come before it. */
const openingParagraphs = 8;
/** `BOSTON – Wednesday, May 7, 2014 –`, `WASHINGTON, D.C. —`, `Berlin, 7. Mai 2014.`, `PARIS (7 mai 2014) -`. */
const upperDateline =
  /^(\p{Lu}[\p{Lu}\p{M}'’. ]{2,40}(?:, ?\p{Lu}[\p{L}.]{1,20}){0,2})\s*(?:\([^)]{2,40}\)\s*)?(?:–|—|―|-{1,2}|:|,\s*(?=\p{L}*\.? ?\d))/u;
const dashDateline =
  /^(\p{Lu}[\p{L}\p{M}'’. ]{2,30}(?:, ?\p{Lu}[\p{L}.]{1,20}){0,2})\s*(?:\([^)]{2,40}\)\s*|,\s*[^–—―]{6,40})?\s*(?:–|—|―|--)\s/u;
const cjkDateline = /^[（(【]?(\p{Script=Han}{2,6})[,，、\s]*(?:\d{1,4}年)?\d{1,2}月\d{1,2}日(?:電|电|讯|訊|消息)/u;

/** Places that datelines of the opening paragraphs name, as a reader writes them (`BOSTON` as `Boston`). */
export function placesIn(body: readonly Paragraph[]): string[] {
  const found: string[] = [];
  for (const { kind, text } of body.slice(0, openingParagraphs)) {
    if (kind === 'heading' || kind === 'caption') continue;
    const place = placeOf(text);
    if (place !== undefined && !found.includes(place)) found.push(place);
  }
  return found;
}

function placeOf(text: string): string | undefined {
  const head = text.slice(0, 160);
  const cjk = cjkDateline.exec(head)?.[1];
  if (cjk !== undefined) return cjk;
  if (/^\p{Lu}{2,8}(?:[-/ ]\p{Lu}{1,6})?[-/ ]{0,2}\d/u.test(head)) return undefined;
  const upper = upperDateline.exec(head)?.[1];
  if (upper !== undefined && isPlaceLike(upper)) return inTitleCase(upper);
  const dashed = dashDateline.exec(head);
  if (dashed === null || !isPlaceLike(dashed[1]!)) return undefined;
  const dated = findDates(head).some(({ index }) => index < dashed[0].length);
  return dated || (dashed[1]!.split(' ').length <= 3 && text.length > 120)
    ? dashed[1]!.replace(/,? (?:on|am|le|el) ?$/i, '').trim()
    : undefined;
}

/** Not a month, a weekday or a release line. */
function isPlaceLike(words: string): boolean {
  if (
    /^(?:for|press|news|media|statement|update|note|contact|media contact|date|release|immediate|fact sheet|background|summary|subject|re|to|from|editor|today|the|this|in|on|at|q|a|mr|president|question|answer|remarks)\b/i.test(
      words,
    )
  )
    return false;
  if (/immediate|release|advisory|statement|department|office|ministry|\d/i.test(words)) return false;
  const first = normalizeWords(words.split(/[ ,]/)[0]!);
  return (
    monthOf(first) === undefined &&
    !/^(?:mon|tues|wednes|thurs|fri|satur|sun)day$|^(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)$/.test(
      first,
    )
  );
}

function inTitleCase(words: string): string {
  return words
    .trim()
    .replace(/\p{L}[\p{L}\p{M}'’]*\.?/gu, (word) =>
      /^(?:D|C|U|S|N|Y)\.$/.test(word) || word.length === 1 ? word : word[0]! + word.slice(1).toLowerCase(),
    )
    .replace(/\bD\.?\s?c\b/g, 'D.C');
}
