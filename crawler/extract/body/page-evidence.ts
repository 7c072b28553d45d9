import { objectsOfPage, textAt } from '../json-ld.ts';
import { fold, type Page } from '../page.ts';
import type { Row } from './row.ts';
import type { Tree } from './surroundings.ts';

/** What the page as a whole says. */
export const pageNames: readonly string[] = [
  'hasStated',
  'stated',
  'pageProse',
  'pageBlocks',
  'pageLinks',
  'pageArticles',
  'isArticle',
];

export interface PageEvidence {
  /** `articleBody` of the JSON-LD, lower case; empty where there is none. */
  readonly stated: string;
  /** Whether the page's own description holds a text or begins like it. */
  readonly describes: (text: string) => boolean;
  readonly prose: number;
  readonly blocks: number;
  readonly links: number;
  readonly articles: number;
  /** Whether the head calls the page an article. */
  readonly isArticle: boolean;
}

export function pageEvidenceOf(page: Page, { root, all }: Tree, blocks: number): PageEvidence {
  return {
    stated: statedBody(page).toLowerCase(),
    describes: describedBy(page),
    prose: Math.log1p(root.prose),
    blocks: Math.log1p(blocks),
    links: root.links / Math.max(1, root.length),
    articles: Math.min(10, all.filter(({ element }) => element.name === 'article').length),
    isArticle: page.meta.get('og:type')?.[0]?.toLowerCase() === 'article',
  };
}

export function putPage(row: Row, page: PageEvidence, text: string): void {
  row.flag(page.stated !== '');
  row.put(page.stated === '' ? -1 : Number(page.stated.includes(text.slice(0, 120).toLowerCase())));
  row.put(page.prose);
  row.put(page.blocks);
  row.put(page.links);
  row.put(page.articles);
  row.flag(page.isArticle);
}

/** The text that the page's JSON-LD states as its body. */
export function statedBody(page: Page): string {
  return fold(
    objectsOfPage(page)
      .map((object) => textAt(object, 'articleBody'))
      .find((text) => text !== undefined) ?? '',
  );
}

/** Characters of a text from which it may be recognised in a description. */
const shortestDescribed = 25;

function describedBy(page: Page): (text: string) => boolean {
  const descriptions = ['description', 'og:description', 'twitter:description']
    .flatMap((name) => page.meta.get(name) ?? [])
    .filter((text) => text.length >= shortestDescribed);
  const all = [...new Set(descriptions)];
  if (all.length === 0) return () => false;
  return (text) => {
    if (text.length < shortestDescribed) return false;
    const start = text.slice(0, 60);
    return all.some((description) => description.includes(start));
  };
}
