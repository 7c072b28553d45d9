import { Document, visit } from 'yaml';
import type { z } from 'zod';
import type { sourceFileSchema } from './source-schema.ts';

/** A source file as its keys and values, before validation: what `herald sources add` proposes. */
export type SourceDraft = z.input<typeof sourceFileSchema>;

/** The order of a file's keys: who it is, where to look, what belongs, how often, how to read. */
const order: readonly (keyof SourceDraft)[] = [
  ...(['id', 'name', 'country', 'language', 'agency', 'kind', 'homepage', 'timeZone', 'verified'] as const),
  ...(['entry', 'scope', 'url', 'politeness', 'schedule', 'removal', 'extract'] as const),
];

/**
 * A draft as the YAML of a source file. Reading it back gives the same source.
 *
 * @param notes told to the person who will read the file, as comments at its top.
 */
export function formatSource(draft: SourceDraft, notes: readonly string[] = []): string {
  const sorted = Object.fromEntries(order.filter((key) => draft[key] !== undefined).map((key) => [key, draft[key]]));
  const document = new Document(sorted);
  visit(document, {
    Pair: (key, pair) => {
      // A blank line before each section, so that the file reads in blocks.
      const name = (pair.key as { value?: unknown; spaceBefore?: boolean }).value;
      if (
        typeof name === 'string' &&
        ['entry', 'scope', 'url', 'politeness', 'schedule', 'removal', 'extract'].includes(name)
      ) {
        (pair.key as { spaceBefore?: boolean }).spaceBefore = key !== 0;
      }
      return visit.SKIP;
    },
  });
  if (notes.length > 0) document.commentBefore = notes.map((note) => ` ${note.replace(/\s+/g, ' ')}`).join('\n');
  return document.toString({ lineWidth: 0 });
}
