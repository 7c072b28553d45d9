import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder, openDataFolder } from '../../core/data-folder.ts';
import type { Instant } from '../../core/instant.ts';
import { announcementFromJson } from '../../crawler/extract/import-json.ts';
import { openStore } from '../../crawler/store/store.ts';
import type * as OpenAnalyzer from '../../cli/open-analyzer.ts';
import type { BuildReport } from '../../indexer/build.ts';
import type * as Embedded from '../../server/search/embedded/embedded-engine.ts';
import type { SearchRequest } from '../../server/search/engine.ts';
import type * as ParseQuery from '../../server/search/language/parse-query.ts';
import { parseQuery } from '../../server/search/language/parse-query.ts';
import type { CorpusDocument } from '../corpus.ts';
import { builtCommand, builtModule } from '../run-herald.ts';
import type { Question } from '../questions.ts';
import type { Contestant } from './contestant.ts';

const seenAt = '2026-11-23T00:00:00.000Z' as Instant;
const documentsABatch = 500;

/** Herald itself, as it was built: the real store, `herald index --full`, the embedded engine with the shipped synonyms. */
export async function heraldContestant(): Promise<Contestant> {
  const { openEmbeddedEngine } = await builtModule<typeof Embedded>('server/search/embedded/embedded-engine.js');
  const { openAnalyzer } = await builtModule<typeof OpenAnalyzer>('cli/open-analyzer.js');
  const { parseQuery: parse } = await builtModule<typeof ParseQuery>('server/search/language/parse-query.js');
  // Opening is that of the index: the words and synonyms of the analyzer are read once for the process.
  const analyzer = openAnalyzer();
  let engine: Embedded.EmbeddedEngine | undefined;
  return {
    about: 'store, `herald index --full`, embedded engine with its synonyms; two facets (agency, year)',
    build(documents, folder) {
      fillStore(documents, folder);
      const report = JSON.parse(
        execFileSync(process.execPath, [builtCommand, 'index', '--full', '--json', '--quiet', '--data', folder], {
          maxBuffer: 1 << 26,
        }).toString(),
      ) as BuildReport;
      return Promise.resolve({ bytes: snapshotBytes(folder, report.snapshot), tookMs: report.tookMs });
    },
    open(folder) {
      engine = openEmbeddedEngine(dataFolder(folder), { analyzer });
      return Promise.resolve();
    },
    async ask(question) {
      const { total } = await engine!.search(requestOf(question, parse));
      return { total };
    },
  };
}

export function requestOf(question: Question, parse = parseQuery): SearchRequest {
  return {
    query: parse(queryText(question)).query,
    match: 'all',
    exact: false,
    filters: question.agency === undefined ? [] : [{ facet: 'agency', values: [question.agency], mode: 'include' }],
    versions: 'current',
    facets: [
      { type: 'values', facet: 'agency', size: 10 },
      { type: 'dates', interval: 'year' },
    ],
    sort: 'relevance',
    limit: 10,
    offset: 0,
    snippets: false,
    explain: false,
  };
}

/** The question as a person types it. */
export function queryText({ kind, words }: Question): string {
  switch (kind) {
    case 'any of 3':
      return words.join(' OR ');
    case 'phrase':
      return `"${words.join(' ')}"`;
    case 'prefix':
      return `${words[0]!}*`;
    case 'fuzzy':
      return `${words[0]!}~`;
    default:
      return words.join(' ');
  }
}

/** Puts documents into the store of a data folder, as an import does but without archiving them. */
export function fillStore(documents: Iterable<CorpusDocument>, root: string): void {
  const folder = openDataFolder(root);
  rmSync(folder.store, { force: true });
  const store = openStore(folder.store);
  let batch: CorpusDocument[] = [];
  const flush = (): void => {
    store.batch(() => {
      for (const document of batch) {
        const { announcement, problems } = announcementFromJson(document);
        // The recorded corpora have a few documents without a title, which an import refuses too.
        if (announcement === undefined && document.title.trim() === '') continue;
        if (announcement === undefined) throw new Error(`${document.id}: ${problems[0]?.message ?? 'refused'}`);
        store.putAnnouncement(announcement, seenAt);
      }
    });
    batch = [];
  };
  for (const document of documents) if (batch.push(document) >= documentsABatch) flush();
  flush();
  store.close();
}

export function snapshotBytes(root: string, id: string): number {
  const folder = join(dataFolder(root).snapshots, id);
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}
