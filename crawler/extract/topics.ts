import type { Provenance } from '../../core/announcement.ts';
import type { Problem } from '../../core/problem.ts';
import type { Source } from '../../core/source.ts';
import type { Labelled } from './labels.ts';
import { fold, textOf, type Page } from './page.ts';
import { bySelector, select } from './rules.ts';

/** What it is about: by the source's selector, else as the page labels it, states it in its head, or links it as tags. */
export function topicsOf(
  page: Page,
  labels: readonly Labelled[],
  rules: Source['extraction'],
  problems: Problem[],
): { values: readonly string[]; provenance: Provenance } {
  const selected = select(page, rules, 'topics', problems);
  if (selected !== undefined) return { values: [...new Set(selected.values)], provenance: bySelector(selected) };
  const labelled = labels.find(({ field }) => field === 'topics');
  if (labelled !== undefined)
    return { values: labelled.values, provenance: { kind: 'label', detail: `label "${labelled.label}"` } };
  const tags = page.meta.get('article:tag') ?? page.meta.get('dcterms.subject') ?? page.meta.get('dc.subject');
  if (tags !== undefined)
    return { values: splitTags(tags), provenance: { kind: 'meta', detail: 'article:tag or dcterms.subject' } };
  const linked = page.elements
    .filter((element) => element.name === 'a' && /(?:^|\s)tag(?:\s|$)/.test(element.attribs['rel'] ?? ''))
    .map(textOf)
    .filter((text) => text !== '' && text.length <= 80);
  return { values: [...new Set(linked)].slice(0, 40), provenance: { kind: 'selector', detail: 'a[rel~=tag]' } };
}

function splitTags(tags: readonly string[]): string[] {
  const parts = tags.length === 1 ? tags[0]!.split(/\s*[,;]\s*/) : tags;
  return [...new Set(parts.map(fold).filter((part) => part !== ''))].slice(0, 40);
}
