import type { Provenance } from '../../core/announcement.ts';
import type { Problem } from '../../core/problem.ts';
import type { Source } from '../../core/source.ts';
import type { Labelled } from './labels.ts';
import type { Page } from './page.ts';
import { bySelector, select } from './rules.ts';

/** The number under which it was released, by the source's selector, else by its label. */
export function numberOf(
  page: Page,
  labels: readonly Labelled[],
  rules: Source['extraction'],
  problems: Problem[],
): { value: string; provenance: Provenance } | undefined {
  const selected = select(page, rules, 'number', problems);
  if (selected !== undefined) return { value: selected.values[0]!, provenance: bySelector(selected) };
  const labelled = labels.find(({ field, values }) => field === 'number' && isNumber(values[0] ?? ''));
  return labelled === undefined
    ? undefined
    : { value: labelled.values[0]!, provenance: { kind: 'label', detail: `label "${labelled.label}"` } };
}

/** A release or docket number holds a digit and is no sentence, and no telephone number. */
function isNumber(text: string): boolean {
  return text.length <= 60 && /\d/.test(text) && !/^\+?[\d\s()/-]{9,}$/.test(text);
}
