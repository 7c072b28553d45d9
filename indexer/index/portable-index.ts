import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import MiniSearch, { type Options } from 'minisearch';

/** What a portable index searches in a document and gives back with a hit. */
export interface PortableDocument {
  /** A number: ids are written into every posting, and stored fields under it. */
  readonly id: number;
  readonly title: string;
  readonly body: string;
  readonly number: string;
  readonly [stored: string]: unknown;
}

/** How the index is made; whoever opens it must give MiniSearch the same. */
export type PortableOptions = Pick<Options<PortableDocument>, 'fields' | 'storeFields' | 'tokenize' | 'processTerm'>;

/**
 * An index in MiniSearch's own format, as `MiniSearch.loadJSON` reads it, in a browser as well. All of it is in memory while it is
 * made, about twice the size of the text.
 */
export async function portableIndex(
  documents: AsyncIterable<readonly PortableDocument[]>,
  options: PortableOptions,
): Promise<string> {
  const index = new MiniSearch<PortableDocument>({ ...options, autoVacuum: false });
  for await (const some of documents) index.addAll(some);
  return JSON.stringify(index);
}

/** MiniSearch as a classic script, which a page opened from a disk may load where it may not load a module; with its licence above. */
export function portableScript(): string {
  // The package names only its modules; the script lies beside them.
  const folder = join(dirname(createRequire(import.meta.url).resolve('minisearch')), '../..');
  const licence = readFileSync(join(folder, 'LICENSE.txt'), 'utf8').trim();
  const script = readFileSync(join(folder, 'dist/umd/index.js'), 'utf8');
  return `/*\n${licence.replaceAll('*/', '* /')}\n*/\n${script.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n')}`;
}
