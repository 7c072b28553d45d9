import type { Paragraph, Provenance } from '../../../core/announcement.ts';
import type { Problem } from '../../../core/problem.ts';
import type { TitleFound } from '../announcement-title.ts';
import type { ExtractInput } from '../extraction.ts';
import { isElement, type Element, type Page } from '../page.ts';
import { bySelector, removed, select } from '../rules.ts';
import { blocksOf } from './blocks.ts';
import { findBody, paragraphsOf, type PageLine } from './body.ts';

export interface BodyFound {
  readonly paragraphs: readonly Paragraph[];
  readonly provenance: Provenance;
  readonly element?: Element;
  readonly lines: readonly PageLine[];
}

/** The body by the source's selector, else by what speaks for each block. */
export function bodyOf(page: Page, title: TitleFound, { source }: ExtractInput, problems: Problem[]): BodyFound {
  const unwanted = removed(page, source.extraction, problems);
  const selected = select(page, source.extraction, 'body', problems);
  if (selected !== undefined) {
    const blocks = outermost(selected.elements).flatMap((element) => blocksOf(element, (inner) => unwanted.has(inner)));
    if (blocks.length > 0)
      return {
        paragraphs: paragraphsOf(blocks, title.text),
        provenance: bySelector(selected),
        element: selected.elements[0]!,
        lines: [],
      };
  }
  const found = findBody(page, title, unwanted);
  return {
    paragraphs: found.paragraphs,
    provenance: { kind: 'detected', detail: found.detail },
    lines: found.lines,
    ...(found.element === undefined ? {} : { element: found.element }),
  };
}

/** A selector may match an element and one inside it; the inner is read with the outer. */
function outermost(elements: readonly Element[]): Element[] {
  const all = new Set(elements);
  return elements.filter((element) => {
    for (let up = element.parent; up !== null; up = up.parent) if (all.has(up as Element)) return false;
    return true;
  });
}

/** The first lines of the announcement: those around the title, then the body's. */
export function openingOf(body: BodyFound, title: string): string[] {
  const own = body.paragraphs.slice(0, 8).map(({ text }) => text);
  if (body.element === undefined) return own;
  const above = body.element.parent;
  const nearby = isElement(above)
    ? aroundTitle(
        blocksOf(above, (element) => element.name === 'nav' || element.name === 'aside').map(({ text }) => text),
        title,
      ).filter((text) => text !== title && text.length < 200)
    : [];
  return [...new Set([...nearby, ...own])];
}

/** Blocks above a title and below it that belong to it: kicker, day, office. Further above is the head of the page, with the present day. */
const aboveTitle = 4;
const belowTitle = 12;

function aroundTitle(texts: readonly string[], title: string): string[] {
  const at = Math.max(0, texts.indexOf(title));
  return texts.slice(Math.max(0, at - aboveTitle), at + belowTitle);
}
