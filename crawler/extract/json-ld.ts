import { isObject, type JsonObject, type Page } from './page.ts';

/** schema.org types that say what the page itself publishes, the most telling first. */
const publishedTypes =
  /^(?:NewsArticle|ReportageNewsArticle|AnalysisNewsArticle|OpinionNewsArticle|BackgroundNewsArticle|ReviewNewsArticle|Article|BlogPosting|SocialMediaPosting|LiveBlogPosting|TechArticle|ScholarlyArticle|AdvertiserContentArticle|SatiricalArticle|Report|GovernmentService|Legislation|SpecialAnnouncement|DiscussionForumPosting|PressRelease|CreativeWork|Recipe|Review|Event|WebPage|ItemPage|AboutPage|Product|FAQPage|QAPage|Question|PodcastEpisode|VideoObject|Book)$/;

/** The JSON-LD object that describes the page's announcement, if there is one. */
export function newsObject(page: Page): JsonObject | undefined {
  return objectsOfPage(page)[0];
}

/** Objects that may describe the page, the most telling first. */
export function objectsOfPage(page: Page): readonly JsonObject[] {
  const ranked = page.jsonLd
    .map((object) => ({ object, rank: rankOf(object) }))
    .filter(({ rank }) => rank < 99)
    .sort((a, b) => a.rank - b.rank);
  return ranked.map(({ object }) => object);
}

function rankOf(object: JsonObject): number {
  const types = typesOf(object);
  if (!types.some((type) => publishedTypes.test(type))) return 99;
  if (
    types.some((type) =>
      /NewsArticle|^Article$|BlogPosting|Report|SpecialAnnouncement|Legislation|PressRelease|TechArticle/.test(type),
    )
  )
    return object['headline'] === undefined && object['datePublished'] === undefined ? 2 : 0;
  if (types.some((type) => /WebPage$|ItemPage|AboutPage/.test(type))) return 3;
  return 4;
}

export function typesOf(object: JsonObject): string[] {
  const type = object['@type'];
  const list = Array.isArray(type) ? type : [type];
  return list
    .filter((entry): entry is string => typeof entry === 'string')
    .map((entry) => entry.replace(/^.*[/#:]/, ''));
}

/** The first text under a key: a string, the first of a list, or a thing's name. */
export function textAt(object: JsonObject, key: string): string | undefined {
  return textsAt(object, key)[0];
}

export function textsAt(object: JsonObject, key: string): string[] {
  const value = object[key];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((entry) => {
    if (typeof entry === 'string') return entry.trim() === '' ? [] : [entry.trim()];
    if (isObject(entry)) {
      const name = entry['name'] ?? entry['@value'];
      return typeof name === 'string' && name.trim() !== '' ? [name.trim()] : [];
    }
    return [];
  });
}
