import type { Paragraph } from '../../../core/announcement.ts';
import { objectsOfPage, textAt } from '../json-ld.ts';
import { fold, type Element, type Page } from '../page.ts';
import type { FoundTitle } from '../title.ts';
import { blocksOf, bodyElement, type Block } from './blocks.ts';
import { findCore, settingsOf } from './core.ts';
import { evidenceOf, type PageEvidence } from './evidence.ts';
import { judge } from './judgement.ts';

/** The paragraphs of an announcement, and how they were found. */
export interface FoundBody {
  readonly paragraphs: readonly Paragraph[];
  readonly detail: string;
  /** The element that holds them; absent when the page has no text. */
  readonly element?: Element;
}

/** Evidence above which a block is taken for the announcement's: even odds. */
const evenOdds = 0.5;

/** Reads the body of any page: every block is judged by what it says, where it stands and what stands around it. */
export function findBody(page: Page, title: FoundTitle | undefined, unwanted: ReadonlySet<Element> = new Set()): FoundBody {
  const root = bodyElement(page);
  if (root === undefined) return { paragraphs: [], detail: 'empty page' };
  const blocks = blocksOf(root, (element) => unwanted.has(element));
  const evidence = readPageEvidence(page, blocks, root, title);
  const rows = evidenceOf(blocks, root, evidence);
  const kept = blocks.filter((_, index) => judge(rows[index]!) >= evenOdds);
  return { paragraphs: paragraphsOf(kept, title?.text), detail: evidence.coreDetail, element: evidence.core };
}

/** What is known of the page as a whole before its blocks are judged. */
export function readPageEvidence(page: Page, blocks: readonly Block[], root: Element, title: FoundTitle | undefined): PageEvidence & { readonly coreDetail: string } {
  const core = findCore(settingsOf(blocks, root), root);
  return { title: title?.text, titleElement: title?.element, statedBody: statedBody(page).toLowerCase(), core: core.element, coreDetail: core.detail };
}

/** The text that the page's JSON-LD states as its body. */
export function statedBody(page: Page): string {
  return fold(objectsOfPage(page).map((object) => textAt(object, 'articleBody')).find((text) => text !== undefined) ?? '');
}

/** Blocks as paragraphs, without the title where the body repeats it at its head. */
export function paragraphsOf(blocks: readonly Block[], title: string | undefined): Paragraph[] {
  const start = blocks.findIndex(({ text }) => title !== undefined && text.toLowerCase() === title.toLowerCase());
  return blocks.filter((_, index) => index !== start || start > 5).map(({ kind, text }) => ({ kind, text }));
}
