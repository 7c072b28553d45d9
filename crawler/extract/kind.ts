import type { Provenance } from '../../core/announcement.ts';
import type { Problem } from '../../core/problem.ts';
import type { Source } from '../../core/source.ts';
import { hintsOf } from './body/class-words.ts';
import { objectsOfPage, textAt, typesOf } from './json-ld.ts';
import { kindOfTitle, kindOfWords } from './kind-words.ts';
import type { Labelled } from './labels.ts';
import { isElement, textOf, type Element, type Page } from './page.ts';
import { rememberedOfText } from './remembered.ts';
import { bySelector, select } from './rules.ts';

export interface FoundKind {
  readonly kind: string;
  readonly provenance: Provenance;
}

/** The kind: by the source's selector, else by what the page says, else the one of the source. */
export function kindOf(
  page: Page,
  title: string,
  labels: readonly Labelled[],
  opening: readonly string[],
  source: Source,
  problems: Problem[],
): FoundKind | undefined {
  const selected = select(page, source.extraction, 'kind', problems);
  if (selected !== undefined) return { kind: canonicalKind(selected.values[0]!), provenance: bySelector(selected) };
  const found = findKind(page, title, labels, opening);
  if (found !== undefined) return found;
  return source.kind === undefined ? undefined : { kind: source.kind, provenance: { kind: 'source-file' } };
}

/** What is said about the kind: the page's own type first, then its surroundings, then the words of the title. */
export function findKind(
  page: Page,
  title: string,
  labels: readonly Labelled[],
  opening: readonly string[],
): FoundKind | undefined {
  return (
    fromLabels(labels) ??
    fromClasses(page) ??
    fromOpening(opening) ??
    fromTitle(title) ??
    fromTrail(page) ??
    fromHead(page) ??
    fromPath(page.url)
  );
}

/** The kind of a text that has no page around it. */
export function kindOfText(title: string, opening: readonly string[]): FoundKind | undefined {
  return fromTitle(title) ?? fromOpening(opening);
}

/** A stated type as a canonical kind, or as it was stated. */
export function canonicalKind(stated: string): string {
  return kindOfWords(stated) ?? stated.trim();
}

function fromLabels(labels: readonly Labelled[]): FoundKind | undefined {
  for (const { field, label, values } of labels) {
    if (field !== 'kind') continue;
    const kind = values.map(kindOfWords).find((value) => value !== undefined);
    if (kind !== undefined) return { kind, provenance: { kind: 'label', detail: `label "${label}"` } };
  }
  return undefined;
}

/** Content systems name the type of what they show in a class: `node--press-release`, `type-speech`, `news_release`. */
const typeClass =
  /^(?:node|node-type|node--type|type|content-type|page-type|page-node-type|document-type|category|single|page|view|article|template|t-|ct)-{1,2}([a-z][a-z_-]{2,30}?)(?:--.*)?$/;

function fromClasses(page: Page): FoundKind | undefined {
  for (const element of page.elements) {
    if (
      element.name !== 'body' &&
      element.name !== 'article' &&
      element.name !== 'main' &&
      !(element.name === 'div' && hintsOf(element).has('content'))
    )
      continue;
    for (const token of (element.attribs['class'] ?? '').toLowerCase().split(/\s+/).slice(0, 40)) {
      const match = typeClass.exec(token);
      const kind = match === null ? undefined : kindOfWords(match[1]!.replace(/[_-]+/g, ' '));
      if (kind !== undefined && kind !== 'notice' && kind !== 'order')
        return { kind, provenance: { kind: 'selector', detail: `class "${token}"` } };
    }
  }
  return undefined;
}

function fromOpening(opening: readonly string[]): FoundKind | undefined {
  for (const line of opening.slice(0, 6)) {
    if (line.length > 140) continue;
    const whole = kindOfWords(line.split(/\s*[|–—\-:：/•·]\s*/)[0] ?? '');
    if (whole !== undefined)
      return { kind: whole, provenance: { kind: 'label', detail: `line "${line.slice(0, 60)}"` } };
    if (/^\W*for (?:immediate )?release\b/i.test(line))
      return { kind: 'press-release', provenance: { kind: 'label', detail: `line "${line.slice(0, 60)}"` } };
  }
  return undefined;
}

function fromTitle(title: string): FoundKind | undefined {
  const kind = kindOfTitle(title);
  return kind === undefined ? undefined : { kind, provenance: { kind: 'text', detail: 'words of the title' } };
}

/** Breadcrumbs, kickers and category links: the section a page stands in. */
function fromTrail(page: Page): FoundKind | undefined {
  const lists: Element[] = [];
  for (const element of page.elements) {
    const { class: classes, id, 'aria-label': label } = element.attribs;
    if (namesTrail(classes) || namesTrail(id) || namesTrail(label)) lists.push(element);
    if (lists.length > 30) break;
  }
  for (const list of lists) {
    const texts = leafTexts(list).reverse();
    for (const text of texts) {
      const kind = kindOfWords(text);
      if (kind !== undefined) return { kind, provenance: { kind: 'label', detail: `trail "${text}"` } };
    }
  }
  return undefined;
}

const trailNames =
  /bread-?_?crumb|brotkrumen|kicker|eyebrow|dachzeile|overline|article-type|document-type|content-type|post-type|category|press-type|caption|topic-path|topicpath|pankuzu/i;

/** Remembered: a site's pages repeat their names. */
const namesTrail = rememberedOfText((name) => trailNames.test(name));

function leafTexts(element: Element): string[] {
  const children = element.children.filter(isElement);
  if (children.length === 0) return [textOf(element)];
  const inner = children.flatMap(leafTexts);
  const whole = textOf(element);
  return whole.length <= 60 ? [...inner, whole] : inner;
}

function fromHead(page: Page): FoundKind | undefined {
  for (const object of objectsOfPage(page)) {
    const kind =
      kindOfWords(textAt(object, 'articleSection') ?? '') ??
      kindOfWords(textAt(object, 'genre') ?? '') ??
      (typesOf(object).includes('PressRelease') ? 'press-release' : undefined);
    if (kind !== undefined) return { kind, provenance: { kind: 'json-ld', detail: 'articleSection' } };
  }
  for (const name of [
    'dc.type',
    'dcterms.type',
    'dcterms.format',
    'govuk:format',
    'article:section',
    'section',
    'pagetype',
    'content-type-name',
    'og:type',
    'doc_type',
    'documenttype',
  ]) {
    const value = page.meta.get(name)?.[0];
    const kind = value === undefined ? undefined : kindOfWords(value.replace(/[_-]/g, ' '));
    if (kind !== undefined) return { kind, provenance: { kind: 'meta', detail: name } };
  }
  return undefined;
}

function fromPath(url: string): FoundKind | undefined {
  let parts: string[];
  try {
    parts = decodeURIComponent(new URL(url).pathname).toLowerCase().split('/').slice(0, -1);
  } catch {
    return undefined;
  }
  for (const part of parts.reverse()) {
    const kind = kindOfWords(part.replace(/[_-]+/g, ' ')) ?? pathKinds[part];
    if (kind !== undefined) return { kind, provenance: { kind: 'url', detail: `/${part}/` } };
  }
  return undefined;
}

/** Path segments that are no words. */
const pathKinds: Readonly<Record<string, string>> = {
  pr: 'press-release',
  pressrelease: 'press-release',
  pressreleases: 'press-release',
  newsrelease: 'press-release',
  newsreleases: 'press-release',
  pressemitteilungen: 'press-release',
  houdou: 'press-release',
  hodo: 'press-release',
  kaiken: 'transcript',
  danwa: 'statement',
  enzetsu: 'speech',
  kokuji: 'notice',
  koukoku: 'notice',
  nyusatsu: 'tender',
  chotatsu: 'tender',
};
