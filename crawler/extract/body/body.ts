import type { Paragraph } from '../../../core/announcement.ts';
import { findDates } from '../dates/written-date.ts';
import { objectsOfPage, textAt } from '../json-ld.ts';
import { kindOfWords } from '../kind-words.ts';
import { fieldOfLabel } from '../labels.ts';
import { fold, isElement, type Element, type Page } from '../page.ts';
import type { FoundTitle } from '../title.ts';
import { blocksOf, bodyElement, type Block } from './blocks.ts';
import { hintsOf, type Hint } from './class-words.ts';
import { contains } from './core.ts';
import { evidenceOf, limitJudged, type Evidence } from './evidence.ts';
import { judge } from './judgement.ts';

/** The paragraphs of an announcement, and how they were found. */
export interface FoundBody {
  readonly paragraphs: readonly Paragraph[];
  readonly detail: string;
  /** The element that holds them; absent when the page has no text. */
  readonly element?: Element;
  /** Short lines of the page outside of lists of other pages, for dates: those around the title and the body. */
  readonly lines: readonly PageLine[];
}

/** A short block of the page and where it stands. */
export interface PageLine {
  readonly text: string;
  /** Blocks from the title, negative above it; absent where no title is shown. */
  readonly fromTitle?: number;
  /** Whether it stands inside the element of the body. */
  readonly inCore: boolean;
  /** Whether it stands aside from the text, and names its title: "“Mayor elected” was posted on May 7, 2014". */
  readonly namesTitle: boolean;
}

/** Reads the body of any page: every block is judged by what it says, where it stands and what stands around it. */
export function findBody(
  page: Page,
  title: FoundTitle | undefined,
  unwanted: ReadonlySet<Element> = new Set(),
): FoundBody {
  const root = bodyElement(page);
  if (root === undefined) return { paragraphs: [], detail: 'empty page', lines: [] };
  const blocks = blocksOf(root, (element) => unwanted.has(element));
  const evidence = evidenceOf(page, blocks, root, title);
  return bodyOfOdds(page, blocks, evidence, oddsOf(evidence, judge), title);
}

/** The odds of each block that it belongs to the announcement, 0 for furniture. */
export function oddsOf({ rows, inCore }: Evidence, judgeRow: (row: Float32Array) => number): number[] {
  return rows.map((row, index) => {
    if (row !== undefined) return judgeRow(row);
    return index >= limitJudged && inCore[index]! ? 1 : 0;
  });
}

/** The body by the odds of each block that it belongs to the announcement. */
export function bodyOfOdds(
  page: Page,
  blocks: readonly Block[],
  { core, inCore }: Evidence,
  odds: readonly number[],
  title: FoundTitle | undefined,
): FoundBody {
  const { element } = core.at;
  const kept = keptOf(blocks, odds, inCore);
  const lines = linesOf(blocks, element, title);
  const stated = statedInstead(page, kept, odds);
  if (stated !== undefined)
    return {
      paragraphs: stated,
      detail: 'articleBody of JSON-LD: the page itself does not show the text',
      element,
      lines,
    };
  return { paragraphs: paragraphsOf(withoutFurniture(kept), title?.text), detail: core.detail, element, lines };
}

/**
 * Odds from which a block is taken for the announcement's. Above one half, because what other extractors take counts among the examples, and
 * they take more than they should. Chosen on pages not fitted on: at 0.5 as many more unwanted texts come in as wanted ones are found.
 */
const leastOdds = 0.6;
/** The same outside of the core, where it must be clearer: at 0.5 more of other articles is taken, at 0.75 lead paragraphs are lost. */
const leastOddsOutside = 0.65;

/** Least odds of an item whose list is kept for the most part: a list is read as a whole. Below it stands "Share" as the last item of a list. */
const itemOdds = 0.25;
/** Odds of a heading, or mean odds of a list, from which it is kept beside certain paragraphs: alone it looks like any other. */
const besideOdds = 0.35;
/** The same for a list without any link: lists of other pages, of topics and of ways to share are made of links. */
const besidePlainOdds = 0.2;
/** Odds from which a paragraph is certain. */
const certainOdds = 0.9;

interface List {
  sum: number;
  count: number;
  /** Characters in links. */
  links: number;
}

function keptOf(blocks: readonly Block[], odds: readonly number[], inCore: readonly boolean[]): Block[] {
  const lists = new Map<Element, List>();
  const holders = new Set<Element>();
  blocks.forEach(({ element, kind, linkCharacters }, index) => {
    if (!isElement(element.parent)) return;
    if (kind === 'text' && odds[index]! >= certainOdds) holders.add(element.parent);
    if (element.name !== 'li') return;
    const list = lists.get(element.parent) ?? { sum: 0, count: 0, links: 0 };
    list.sum += odds[index]!;
    list.count++;
    list.links += linkCharacters;
    lists.set(element.parent, list);
  });
  return blocks.filter(({ element, kind }, index) => {
    const own = odds[index]!;
    const least = inCore[index]! ? leastOdds : leastOddsOutside;
    if (own >= least) return true;
    if (kind === 'heading') return own >= besideOdds && isElement(element.parent) && holders.has(element.parent);
    const list = element.name === 'li' && isElement(element.parent) ? lists.get(element.parent) : undefined;
    if (list === undefined) return false;
    const besideText = isElement(element.parent?.parent) && holders.has(element.parent.parent);
    if (besideText && list.links === 0) return list.sum / list.count >= besidePlainOdds;
    return own >= itemOdds && list.sum / list.count >= (besideText ? besideOdds : least);
  });
}

/** Characters of a stated body from which it may stand in for what the page does not show. */
const leastStated = 400;

/** Pages drawn by scripts or cut by a paywall state their text in JSON-LD: taken when it is much longer than what was found and not part of it. */
function statedInstead(page: Page, kept: readonly Block[], odds: readonly number[]): Paragraph[] | undefined {
  const raw = objectsOfPage(page)
    .map((object) => textAt(object, 'articleBody'))
    .find((text) => text !== undefined);
  if (raw === undefined || raw.length < leastStated) return undefined;
  const found = kept.reduce((sum, { text }) => sum + text.length, 0);
  if (found > raw.length * 0.4) return undefined;
  const text = raw.replace(/<\/?(?:p|br|div|li|h\d)\b[^>]{0,200}>/gi, '\n').replace(/<[^>]{0,500}>/g, '');
  const parts = text
    .split(/\s*\n\s*/)
    .map(fold)
    .filter((part) => part !== '');
  // The lead is often shown, and not stated.
  const leads = kept.filter(
    (block) =>
      block.kind === 'text' && odds[block.index]! >= certainOdds && !fold(text).includes(block.text.slice(0, 60)),
  );
  return [...leads.slice(0, 1).map((block) => block.text), ...parts].map((part) => ({ kind: 'text', text: part }));
}

/** A block this long opens the text itself: what stands before it may be a label, a date, the kind. */
const openingSentence = 120;

/**
 * Leaves out what stands before the first sentence and is only a field of the page (its kind, a label with its value, a date) or a row of
 * links, and single links after the last sentence ("Print").
 */
function withoutFurniture(blocks: readonly Block[]): Block[] {
  const first = blocks.findIndex(isSentence);
  if (first < 0) return [...blocks];
  const last = blocks.findLastIndex(isSentence);
  let labelled = false;
  return blocks.filter(({ text, kind, linkCharacters }, index) => {
    if (index > last) return !(kind === 'text' && linkCharacters === text.length && text.length <= longestLink);
    if (index >= first || kind === 'caption') return true;
    if (linkCharacters > text.length / 2) return false;
    const value = labelled && text.length <= 80;
    labelled = fieldOfLabel(text) !== undefined;
    return !(labelled || value || isFieldLine(text));
  });
}

/** Characters of a link that is only a control. */
const longestLink = 40;

function isSentence({ text, kind }: Block): boolean {
  return (
    kind !== 'table' &&
    text.length * (/[\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF]/.test(text) ? 2.5 : 1) >= openingSentence
  );
}

function isFieldLine(text: string): boolean {
  if (kindOfWords(text) !== undefined || /^\W*for (?:immediate )?release\W*$/i.test(text)) return true;
  const label = /^([^:：]{2,40})[:：]\s*\S/.exec(text);
  if (label !== null && text.length <= 120 && fieldOfLabel(label[1]!) !== undefined) return true;
  const [date] = text.length > 60 ? [] : findDates(text);
  return date !== undefined && date.length >= text.length * 0.6;
}

/** Lines longer than this are sentences: a date in them is somebody's else. */
const longestLine = 180;

/** Characters of a title from which a line that holds it means it: "News" is part of many lines. */
const leastNamed = 12;

/** The short lines that hold a digit, in page order: what else but such a line could be a date. */
function linesOf(blocks: readonly Block[], core: Element, title: FoundTitle | undefined): PageLine[] {
  const around = new Set([...ancestorsOf(core), ...ancestorsOf(title?.element)]);
  const titleAt = blocks.findIndex(
    ({ element, text }) => element === title?.element || (title?.element === undefined && text === title?.text),
  );
  return blocks.flatMap(({ text, element, index }): PageLine[] => {
    if (text.length > longestLine || !/\p{Nd}|元/u.test(text)) return [];
    const namesTitle = standsAside(element, around);
    if (namesTitle && !(title !== undefined && title.text.length >= leastNamed && text.includes(title.text))) return [];
    return [
      { text, inCore: contains(core, element), namesTitle, ...(titleAt < 0 ? {} : { fromTitle: index - titleAt }) },
    ];
  });
}

/** An element with everything around it. */
export function ancestorsOf(element: Element | undefined): ReadonlySet<Element> {
  const found = new Set<Element>();
  for (
    let up: Element | null | undefined = element;
    up !== null && up !== undefined;
    up = isElement(up.parent) ? up.parent : null
  )
    found.add(up);
  return found;
}

const asideHints: readonly Hint[] = ['comments', 'related', 'sidebar', 'navigation', 'promotion'];

/** Whether an element stands in a part of the page that is about other things. What holds the announcement itself is no such part, whatever it is called. */
export function standsAside(element: Element, aroundCore: ReadonlySet<Element>): boolean {
  for (
    let up: Element | null = element;
    up !== null && up.name !== 'body' && !aroundCore.has(up);
    up = isElement(up.parent) ? up.parent : null
  ) {
    if (up.name === 'aside' || up.name === 'nav') return true;
    const hints = hintsOf(up);
    // Drupal calls an article `node--promoted` that its front page shows.
    const isArticle = up.name === 'article';
    const called = (hint: Hint): boolean => hints.has(hint) && !(hint === 'promotion' && isArticle);
    if (asideHints.some(called) && !hints.has('body')) return true;
  }
  return false;
}

/** Blocks as paragraphs, without the title where the body repeats it at its head. */
export function paragraphsOf(blocks: readonly Block[], title: string | undefined): Paragraph[] {
  const start = blocks.findIndex(({ text }) => title !== undefined && text.toLowerCase() === title.toLowerCase());
  return blocks.filter((_, index) => index !== start || start > 5).map(({ kind, text }) => ({ kind, text }));
}
