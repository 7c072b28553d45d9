import { dataFolder } from '../core/data-folder.ts';
import type { Instant } from '../core/instant.ts';
import { announcementFromJson } from '../crawler/extract/import-json.ts';
import { openStore } from '../crawler/store/store.ts';
import { createAnalyzer } from '../indexer/analyse/analyzer.ts';
import { buildIndex } from '../indexer/build.ts';
import { indexSourceOf } from '../indexer/store-source.ts';
import { openEmbeddedEngine } from '../server/search/embedded/embedded-engine.ts';
import { requestOf } from './contestants/herald.ts';
import type { CorpusDocument } from './corpus.ts';
import { runHerald } from './run-herald.ts';

export interface UpdateFigures {
  readonly storeMs: number;
  readonly indexMs: number;
  readonly switchMs: number;
  /** From the first announcement put into the store to the answer that has the last of them. */
  readonly visibleMs: number;
  /** The whole command in a process of its own, for another hundred. */
  readonly commandMs: number;
}

const seenAt = '2026-11-23T01:00:00.000Z' as Instant;

/** A hundred new announcements, until they are found: in a process that serves already, and with the command. */
export async function measureUpdate(root: string, documents: readonly CorpusDocument[]): Promise<UpdateFigures> {
  const folder = dataFolder(root);
  const analyzer = createAnalyzer();
  const engine = openEmbeddedEngine(folder, { analyzer });
  const started = performance.now();
  putHundred(root, documents, 'zylophant');
  const stored = performance.now();
  const store = openStore(folder.store, { readOnly: true });
  await buildIndex({ dataFolder: folder, source: indexSourceOf(store, [], Date.now()), analyzer });
  store.close();
  const indexed = performance.now();
  engine.refresh();
  const { total } = await engine.search(requestOf({ kind: '1 word', words: ['zylophant'] }));
  const visible = performance.now();
  await engine.close();
  if (total !== 100) throw new Error(`100 announcements were added and ${total} are found`);
  putHundred(root, documents, 'quorvex');
  const command = await runHerald(['index', '--quiet', '--data', root]);
  if (command.code !== 0) throw new Error(command.err);
  return {
    storeMs: stored - started,
    indexMs: indexed - stored,
    switchMs: visible - indexed,
    visibleMs: visible - started,
    commandMs: command.tookMs,
  };
}

function putHundred(root: string, documents: readonly CorpusDocument[], word: string): void {
  const store = openStore(dataFolder(root).store);
  store.batch(() => {
    for (let i = 0; i < 100; i++) {
      const document = documents[(i * 31) % documents.length]!;
      const { announcement } = announcementFromJson({
        ...document,
        id: `${word}-${i}`,
        url: `https://example.org/${word}/${i}`,
        body: `${document.body} ${word}`,
      });
      store.putAnnouncement(announcement!, seenAt);
    }
  });
  store.close();
}
