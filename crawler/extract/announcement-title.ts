import type { Provenance } from '../../core/announcement.ts';
import type { Problem } from '../../core/problem.ts';
import type { ExtractInput } from './extraction.ts';
import { fold, type Element, type Page } from './page.ts';
import { bySelector, select } from './rules.ts';
import { findTitle } from './title.ts';

export interface TitleFound {
  readonly text: string;
  readonly provenance: Provenance;
  readonly element?: Element;
}

/** The title by the source's selector, else as the page shows it, else as the feed or listing has it. */
export function titleOf(page: Page, { source, hints }: ExtractInput, problems: Problem[]): TitleFound | undefined {
  const selected = select(page, source.extraction, 'title', problems);
  if (selected !== undefined)
    return { text: selected.values[0]!, provenance: bySelector(selected), element: selected.elements[0]! };
  const found = findTitle(page);
  if (found !== undefined) return found;
  const hinted = fold(hints?.title ?? '');
  return hinted === '' ? undefined : { text: hinted, provenance: { kind: hints?.from ?? 'feed' } };
}
