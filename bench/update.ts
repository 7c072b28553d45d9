import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataFolder } from '../core/data-folder.ts';
import type { Instant } from '../core/instant.ts';
import { announcementFromJson } from '../crawler/extract/import-json.ts';
import { openStore } from '../crawler/store/store.ts';
import { createAnalyzer } from '../indexer/analyse/analyzer.ts';
import { buildIndex } from '../indexer/build.ts';
import { indexSourceOf } from '../indexer/store-source.ts';
import { openEmbeddedEngine } from '../server/search/embedded/embedded-engine.ts';
import { heraldContestant, requestOf } from './contestants/herald.ts';
import { hasCorpus, readCorpus, type CorpusDocument } from './corpus.ts';
import { figure, megabytes } from './figures.ts';
import type { BenchOptions } from './options.ts';
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

/** Builds the index of the corpus with the command, as the engine's contest does, and updates it. */
export async function benchUpdate({ corpus, documents, say }: BenchOptions): Promise<string> {
  if (!hasCorpus(corpus)) return `The ${corpus} corpus is not beside the project (../shared/corpora): not measured.`;
  const root = mkdtempSync(join(tmpdir(), 'herald-update-'));
  try {
    const texts = await readCorpus(corpus, documents);
    say(`  ${figure(texts.length)} documents: building`);
    const { tookMs, bytes } = await (await heraldContestant()).build(texts, root);
    const update = await measureUpdate(root, texts);
    return [
      `Full build of ${figure(texts.length)} documents of the ${corpus} corpus from the store: ${figure((texts.length * 1000) / tookMs)} documents/s, ${figure(megabytes(bytes))} MB of files.`,
      updateText(update),
    ].join('\n\n');
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

export function updateText(update: UpdateFigures): string {
  return `Update of 100 announcements until a search finds the last of them: ${figure(update.visibleMs)} ms in a running process (store ${figure(update.storeMs)}, index ${figure(update.indexMs)}, switch ${figure(update.switchMs)}); ${figure(update.commandMs)} ms for the whole command \`herald index\`.`;
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
