import { fromOwnTeaser } from './dates/own-teaser.ts';
import { fromLabels, fromLines, fromMarkup, fromOpening } from './dates/shown-dates.ts';
import { fromHeaders, fromHint, fromJsonLd, fromMeta, fromScripts, fromTitles, fromUrl } from './dates/stated-dates.ts';
import type { DateContext, DateEvidence } from './dates/date-evidence.ts';
import { type FoundDates, weigh } from './dates/weigh-dates.ts';
import type { Page } from './page.ts';

/** Published-at and modified-at by weighing all evidence of the page: what several witnesses agree on wins over one. */
export function findPublishedAt(page: Page, context: DateContext): FoundDates {
  return weigh(evidenceOf(page, context), context);
}

/** Every witness for a date on the page. */
export function evidenceOf(page: Page, context: DateContext): DateEvidence[] {
  const { reading } = context;
  const marked = [
    ...fromJsonLd(page, reading),
    ...fromMeta(page, reading),
    ...fromMarkup(page, context),
    ...fromLabels(context),
    ...fromOpening(context),
    ...fromUrl(page.url),
    ...fromTitles(page, reading),
    ...fromHint(context),
    ...fromHeaders(context),
    ...fromLines(context),
  ];
  return marked.some(({ role, weight }) => role === 'published' && weight >= 30)
    ? marked
    : [...marked, ...fromOwnTeaser(page, context), ...fromScripts(page)];
}
