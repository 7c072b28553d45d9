import { systemClock } from '../core/clock.ts';
import { openDataFolder } from '../core/data-folder.ts';
import type { Instant } from '../core/instant.ts';
import type { Progress } from '../core/progress.ts';
import type { Source } from '../core/source.ts';
import { unfinishedFiles } from '../crawler/archive/finish-indexes.ts';
import { openArchiveWriter } from '../crawler/archive/writer.ts';
import { createFetcher, type FetcherOptions } from '../crawler/fetch/fetcher.ts';
import { createLedger } from '../crawler/ledger.ts';
import { createPageReaders } from '../crawler/page-readers.ts';
import { recover } from '../crawler/recover.ts';
import type { CrawlParts } from '../crawler/run.ts';
import { openStore, type Store } from '../crawler/store/store.ts';

export interface CrawlSession {
  readonly parts: CrawlParts;
  close(): Promise<void>;
}

/**
 * Opens what a crawl or an import writes to, and takes in what a killed process had archived and not yet stored.
 * @param sources all there are, not only those about to be crawled: what was archived of the others is theirs
 * @throws HeraldError when the folder cannot be written or another process writes.
 */
export async function openCrawl(
  root: string,
  sources: readonly Source[],
  context: { readonly progress: Progress; readonly signal: AbortSignal },
  fetcherOptions: FetcherOptions,
): Promise<CrawlSession> {
  const folder = openDataFolder(root);
  const store = openStore(folder.store);
  const { progress, signal } = context;
  try {
    const unfinished = unfinishedFiles(folder.archive);
    const archive = await openArchiveWriter(folder.archive, {
      findOriginal: (digest) => originalIn(store, digest),
      onProblem: (problem) => progress.event('problem', { ...problem }),
    });
    const fetcher = createFetcher(fetcherOptions);
    const readers = createPageReaders();
    const shared = { store, archive, readers, progress, clock: systemClock, signal };
    await recover(unfinished, { ...shared, archiveFolder: folder.archive, sources });
    return {
      parts: { ...shared, fetcher, ledger: createLedger(store) },
      async close() {
        await Promise.all([fetcher.close(), readers.close()]);
        archive.close();
        store.close();
      },
    };
  } catch (error) {
    store.close();
    throw error;
  }
}

/** An earlier capture with the same payload: it is archived once and referred to. */
function originalIn(store: Store, digest: string): { readonly url: string; readonly at: Instant } | undefined {
  const capture = store.findOriginal(digest);
  return capture === undefined ? undefined : { url: capture.url, at: capture.fetchedAt };
}
