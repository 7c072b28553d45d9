import { mkdirSync } from 'node:fs';
import { dataFolder, type DataFolder } from '../../core/data-folder.ts';
import type { Source } from '../../core/source.ts';
import { excerptData, type Excerpt } from '../../crawler/store/excerpt.ts';
import { openStore } from '../../crawler/store/store.ts';
import type { Analyzer } from '../../indexer/analyse/analyzer.ts';
import { buildIndex } from '../../indexer/build.ts';
import { indexSourceOf } from '../../indexer/store-source.ts';
import { writeJsonLines, type ExportSource } from './data-files.ts';
import type { OutputFolder } from './output-folder.ts';
import { writeSite, type SiteOptions } from './site.ts';

export interface EvidenceParts {
  /** Where store and archive are. */
  readonly data: DataFolder;
  readonly analyzer: Analyzer;
  /** For the names of publishers in the index. */
  readonly sources: readonly Pick<Source, 'id' | 'name'>[];
}

/**
 * Everything that is known of the announcements, to be put away and opened without a network: their texts, the captures they
 * were read from, a data folder that Herald serves, and pages that need nothing but a browser.
 */
export async function writeEvidence(
  folder: OutputFolder,
  source: ExportSource,
  parts: EvidenceParts,
  site: SiteOptions,
): Promise<Excerpt> {
  await writeJsonLines(folder, source);
  await writeSite(folder, { ...source, written: () => undefined }, { ...site, within: 'site/' });
  const target = dataFolder(folder.file('data'));
  mkdirSync(target.archive, { recursive: true });
  const ids: string[] = [];
  for await (const hits of source.selection.rows()) for (const { id } of hits) ids.push(id);
  const excerpt = await excerptData(parts.data, target, ids);
  const store = openStore(target.store, { readOnly: true });
  try {
    await buildIndex({
      dataFolder: target,
      source: indexSourceOf(store, parts.sources, Date.parse(site.madeAt)),
      analyzer: parts.analyzer,
      full: true,
    });
  } finally {
    store.close();
  }
  await folder.write('README.txt', [readme]);
  return excerpt;
}

const readme = `Evidence of what governments announced, exported by Herald.

manifest.json          which search this is, from which index, when; the SHA-256 of every file
announcements.jsonl    the texts, one object a line
site/index.html        pages and search, for any browser, without a server
data/archive/          the captures as they were received (WARC 1.1), with an index (CDXJ)
data/store.db          every version, event and capture (SQLite)
data/snapshots/        the search index

  herald serve --data data       searches and shows all of it
  herald verify --data data      checks captures, store and index
`;
