import { z } from 'zod';
import { sourceFileSchema } from './source-schema.ts';

/** Every key a source file may have, dotted and in the order of the schema: `id`, `entry`, `entry.next.selector`, `politeness.delay`. */
export const sourceFileKeys: readonly string[] = dotted(sourceFileSchema, '');

/** The keys known directly under a section, without the section's name; '' is the file itself. */
export function keysOf(section: string): string[] {
  const prefix = section === '' ? '' : `${section}.`;
  return sourceFileKeys
    .filter((key) => key.startsWith(prefix) && !key.slice(prefix.length).includes('.'))
    .map((key) => key.slice(prefix.length));
}

function dotted(schema: unknown, prefix: string): string[] {
  const inner = unwrapped(schema);
  if (!(inner instanceof z.ZodObject)) return [];
  return Object.entries(inner.shape).flatMap(([key, value]) => [
    `${prefix}${key}`,
    ...dotted(value, `${prefix}${key}.`),
  ]);
}

function unwrapped(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional) return unwrapped(schema.unwrap());
  if (schema instanceof z.ZodArray) return unwrapped(schema.element);
  return schema;
}
