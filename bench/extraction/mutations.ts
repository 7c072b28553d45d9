import type { Extraction } from '../../crawler/extract/extract.ts';

/** One thing that happens to a page on its way: a part cut, doubled, turned round, something put in, the end missing. */
export interface Mutation {
  /** Where, as a share of the page, 0 to 1. */
  readonly at: number;
  /** Characters it touches. */
  readonly length: number;
  readonly how: (typeof mutationKinds)[number];
  /** What is put in by `insert`. */
  readonly text: (typeof mutationTexts)[number];
}

export const mutationKinds = ['cut', 'double', 'swap', 'insert', 'truncate'] as const;

/** What breaks the reading of markup: halves of tags, quotes, comments, entities, lone surrogates, foreign elements. */
export const mutationTexts = [
  '<',
  '</div>',
  '<table><tr>',
  '"',
  '<!--',
  '<script>',
  '\u0000',
  '<p',
  '&#x',
  '<a href="',
  ']]>',
  '<svg><title>',
  '\ud800',
  '<li>',
  '</article>',
  '<template>',
  '<textarea>',
] as const;

export function mutate(html: string, mutations: readonly Mutation[]): string {
  return mutations.reduce((text, mutation) => applied(text, mutation), html);
}

function applied(text: string, { at, length, how, text: piece }: Mutation): string {
  const start = Math.floor(at * text.length);
  const part = text.slice(start, start + length);
  const head = text.slice(0, start);
  switch (how) {
    case 'cut':
      return head + text.slice(start + length);
    case 'double':
      return head + part + text.slice(start);
    case 'swap':
      return head + Array.from(part).reverse().join('') + text.slice(start + length);
    case 'insert':
      return head + piece + text.slice(start);
    case 'truncate':
      return text.slice(0, Math.max(1, start));
  }
}

/** What is wrong with an extraction, whatever the page was: nothing may be, however broken the page. */
export function unsoundness({ announcement, problems }: Extraction): string[] {
  const wrong: string[] = [];
  const failed = problems.find(({ code }) => code === 'extraction-failed');
  if (failed !== undefined) wrong.push(failed.message);
  if (announcement === undefined) return problems.length > 0 ? wrong : [...wrong, 'no announcement and no reason'];
  const { title, body, published, provenance } = announcement;
  if (title === '' || title !== title.trim()) wrong.push(`title ${JSON.stringify(title)}`);
  if (provenance.title === undefined) wrong.push('title without provenance');
  if ((published === undefined) !== (provenance.published === undefined)) wrong.push('date and its provenance differ');
  if (published !== undefined && !isoDate.test(published.value)) wrong.push(`date ${published.value}`);
  for (const { kind, text } of body)
    if (text === '' || (kind !== 'table' && text.includes('\n')))
      wrong.push(`paragraph ${JSON.stringify(text.slice(0, 80))}`);
  return wrong;
}

const isoDate = /^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?:Z|[+-]\d\d:\d\d)?)?)?)?$/;
