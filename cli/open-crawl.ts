import { systemClock } from '../core/clock.ts';
import { openDataFolder } from '../core/data-folder.ts';
import type { Instant } from '../core/instant.ts';
import type { Progress } from '../core/progress.ts';
import { openArchiveWriter } from '../crawler/archive/writer.ts';
import { createFetcher, type FetcherOptions } from '../crawler/fetch/fetcher.ts';
import type { CrawlParts } from '../crawler/run.ts';
import { openStore, type Store } from '../crawler/store/store.ts';

export interface CrawlSession {
  readonly parts: CrawlParts;
  close(): Promise<void>;
}

/** Opens what a crawl or an import writes to. @throws HeraldError when the folder cannot be written or another process writes. */
export async function openCrawl(
  root: string,
  context: { readonly progress: Progress; readonly signal: AbortSignal },
  fetcherOptions: FetcherOptions,
): Promise<CrawlSession> {
  const folder = openDataFolder(root);
  const store = openStore(folder.store);
  try {
    const archive = await openArchiveWriter(folder.archive, {
      findOriginal: (digest) => originalIn(store, digest),
      onProblem: (problem) => context.progress.event('problem', { ...problem }),
    });
    const fetcher = createFetcher(fetcherOptions);
    return {
      parts: { store, archive, fetcher, progress: context.progress, clock: systemClock, signal: context.signal },
      async close() {
        await fetcher.close();
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
