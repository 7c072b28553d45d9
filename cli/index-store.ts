import pLimit from 'p-limit';
import { openDataFolder } from '../core/data-folder.ts';
import type { Progress } from '../core/progress.ts';
import type { Source } from '../core/source.ts';
import { openStore } from '../crawler/store/store.ts';
import { buildIndex, type BuildReport } from '../indexer/build.ts';
import { indexSourceOf } from '../indexer/store-source.ts';
import { indexAnalyzer } from './open-analyzer.ts';

/** Two builds at once would each take the other's folder for a broken one: inside a process the second waits. */
const turn = pLimit(1);

/** Indexes what the store of a data folder holds. @throws HeraldError when there is no store yet or the folder cannot be written. */
export function indexStore(root: string, options: IndexStoreOptions): Promise<BuildReport> {
  return turn(() => index(root, options));
}

interface IndexStoreOptions {
  readonly full: boolean;
  readonly progress: Progress;
  readonly sources: readonly Pick<Source, 'id' | 'name'>[];
}

async function index(root: string, options: IndexStoreOptions): Promise<BuildReport> {
  const folder = openDataFolder(root);
  const store = openStore(folder.store, { readOnly: true });
  try {
    return await buildIndex({
      dataFolder: folder,
      source: indexSourceOf(store, options.sources, Date.now()),
      analyzer: indexAnalyzer(),
      full: options.full,
      progress: options.progress,
    });
  } finally {
    store.close();
  }
}
