/**
 * The product as a retrieval collection asks it: documents become records of announcements, `buildIndex` makes the index,
 * the embedded engine answers. `build` and `search` are what ../shared/tools/evaluate.mjs expects of a module.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { paragraphsOf, type Announcement, type AnnouncementId, type SourceId } from '../core/announcement.ts';
import { dataFolder, openDataFolder } from '../core/data-folder.ts';
import { createAnalyzer, type Analyzer } from '../indexer/analyse/analyzer.ts';
import { buildIndex } from '../indexer/build.ts';
import { openEmbeddedEngine, type EmbeddedEngine } from '../server/search/embedded/embedded-engine.ts';
import { shippedRanking, type Ranking } from '../server/search/embedded/ranking.ts';
import type { SearchRequest } from '../server/search/engine.ts';
import type { QueryNode } from '../server/search/query.ts';
import { recordOf } from './record-of.ts';

export interface RankedDocument {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly lang?: string;
  /** Day published, `YYYY-MM-DD`. */
  readonly date?: string;
  /** The announcement's own number, as it is printed. */
  readonly number?: string;
}

export interface Built {
  readonly engine: EmbeddedEngine;
  /** The same index with another ranking; the caller closes it, before this. */
  reopen(ranking: Ranking): EmbeddedEngine;
  /** Closes the engine and removes its index. */
  close(): Promise<void>;
}

export interface BuildSettings {
  readonly analyzer?: Analyzer;
  readonly ranking?: Ranking;
}

/** Indexes the documents in a temporary folder and opens the engine over it. */
export async function build(documents: readonly RankedDocument[], settings: BuildSettings = {}): Promise<Built> {
  const root = mkdtempSync(join(tmpdir(), 'herald-ranking-'));
  const analyzer = settings.analyzer ?? createAnalyzer();
  await index(documents, root, analyzer);
  const reopen = (ranking: Ranking): EmbeddedEngine => openEmbeddedEngine(dataFolder(root), { analyzer, ranking });
  const engine = reopen(settings.ranking ?? shippedRanking);
  const close = async (): Promise<void> => {
    await engine.close();
    rmSync(root, { recursive: true, force: true });
  };
  return { engine, reopen, close };
}

/** Makes the index of the documents in a data folder. */
export async function index(documents: readonly RankedDocument[], root: string, analyzer: Analyzer): Promise<void> {
  const source = {
    lastSequence: () => 1,
    records: function* () {
      for (const document of documents) yield recordOf(announcementOf(document));
    },
    changesSince: () => [],
    coverage: () => [],
  };
  await buildIndex({ dataFolder: openDataFolder(root), source, analyzer, full: true });
}

/**
 * The best `limit` documents for a text. The text is taken as words, whatever signs stand in it, of which any may match:
 * collections hold whole sentences, for which their other engines join the words by OR, too.
 */
export async function search(built: Built, text: string, limit: number): Promise<{ id: string; score: number }[]> {
  const found = await built.engine.search(requestOf({ kind: 'word', text, form: 'any' }, 'any', limit));
  return found.hits.map(({ id, score }) => ({ id, score }));
}

export function requestOf(query: QueryNode, match: SearchRequest['match'], limit: number): SearchRequest {
  return {
    query,
    match,
    exact: false,
    filters: [],
    versions: 'current',
    facets: [],
    sort: 'relevance',
    limit,
    offset: 0,
    snippets: false,
    explain: false,
  };
}

function announcementOf(document: RankedDocument): Announcement {
  return {
    id: document.id as AnnouncementId,
    source: 'collection' as SourceId,
    url: `urn:herald:collection:${encodeURIComponent(document.id)}`,
    title: document.title,
    body: paragraphsOf(document.text),
    ...(document.date === undefined ? {} : { published: { value: document.date, precision: 'day', source: 'import' } }),
    ...(document.number === undefined ? {} : { number: document.number }),
    components: [],
    topics: [],
    people: [],
    places: [],
    organizations: [],
    contacts: [],
    attachments: [],
    language: document.lang ?? 'und',
    translations: [],
    provenance: {},
  };
}
