import { existsSync } from 'node:fs';
import { HeraldError } from '../core/problem.ts';
import { openStore, type Store } from '../crawler/store/store.ts';
import { storeCrawlState, type CrawlState } from '../server/api/crawl-state.ts';
import type { AnnouncementHistory } from '../server/api/history.ts';
import { storeHistory } from '../server/api/store-history.ts';
import type { EarlierSnapshots } from '../server/api/world.ts';
import { createApp } from '../server/app.ts';
import { openEmbeddedEngine } from '../server/search/embedded/embedded-engine.ts';
import type { SearchEngine } from '../server/search/engine.ts';
import type { CommandContext } from './command.ts';
import { openAnalyzer } from './open-analyzer.ts';
import { openEarlier } from './open-earlier.ts';
import { switchText } from './switch-text.ts';

export interface Search {
  readonly engine: SearchEngine;
  readonly history: AnnouncementHistory;
  readonly earlier: EarlierSnapshots;
  /** Asks the API without listening. */
  request(path: string): Promise<Response>;
  close(): Promise<void>;
}

/** Opens the current snapshot for one question. @throws HeraldError `config` when there is none yet, `damaged` when it cannot be used. */
export function openSearch(context: Pick<CommandContext, 'data' | 'environment' | 'tell'>): Search {
  const engine = openEmbeddedEngine(context.data, {
    analyzer: openAnalyzer(),
    onSwitch: (event) => context.tell(switchText(event)),
  });
  const store = openHistory(context.data.store);
  const earlier = openEarlier(context.data);
  const app = createApp({
    engine,
    earlier,
    history: store.history,
    baseUrl: context.environment.HERALD_BASE_URL ?? 'http://localhost',
  });
  return {
    engine,
    history: store.history,
    earlier,
    request: async (path) => app.request(path),
    async close() {
      await Promise.all([engine.close(), earlier.close()]);
      store.close();
    },
  };
}

export interface OpenHistory {
  readonly history: AnnouncementHistory;
  /** Absent without a store. */
  readonly crawlState?: () => CrawlState;
  close(): void;
}

/** Versions and captures come from the store. A server that was given only a snapshot searches all the same, without history. */
export function openHistory(path: string): OpenHistory {
  if (!existsSync(path))
    return { history: { announcement: () => undefined, events: () => [] }, close: () => undefined };
  let store: Store;
  try {
    store = openStore(path, { readOnly: true });
  } catch (error) {
    if (error instanceof HeraldError) throw error;
    throw new HeraldError('damaged', `the store ${path} cannot be read`, {
      hint: 'herald import of the archive rebuilds it',
      cause: error,
    });
  }
  return { history: storeHistory(store), crawlState: storeCrawlState(store), close: () => store.close() };
}
