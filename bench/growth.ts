import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDataFolder } from '../core/data-folder.ts';
import type { Instant } from '../core/instant.ts';
import type { RevisionRecord } from '../core/announcement.ts';
import { contentDigest } from '../core/ids.ts';
import { announcementFromJson } from '../crawler/extract/import-json.ts';
import { createAnalyzer } from '../indexer/analyse/analyzer.ts';
import { buildIndex } from '../indexer/build.ts';
import { contestEngine, turns } from './contestants/contest.ts';
import { snapshotBytes } from './contestants/herald.ts';
import { hasCorpus, readCorpus, varied, type CorpusDocument } from './corpus.ts';
import { figure, median, megabytes, percentile, table } from './figures.ts';
import type { BenchOptions } from './options.ts';
import { drawQuestions, isPlain, questionKinds, type QuestionKind } from './questions.ts';

/** Unless `--documents` says how far: a million needs 10 GB of disk and many minutes. */
const usualSteps = [10_000, 100_000];
const furtherSteps = [300_000, 1_000_000];

/** The engine as the corpus grows beyond what was recorded. The records come from the corpus as they are wanted: a store of a million would measure the disk. */
export async function benchGrowth({ corpus, documents, questions: perKind, say }: BenchOptions): Promise<string> {
  if (!hasCorpus(corpus)) return `The ${corpus} corpus is not beside the project (../shared/corpora): not measured.`;
  const steps =
    documents === Infinity ? usualSteps : [...usualSteps, ...furtherSteps].filter((step) => step <= documents);
  if (documents !== Infinity && !steps.includes(documents)) steps.push(documents);
  const texts = await readCorpus(corpus);
  const questions = drawQuestions(texts, perKind * turns);
  const rows: string[][] = [];
  for (const count of steps) {
    const root = mkdtempSync(join(tmpdir(), 'herald-growth-'));
    try {
      say(`  ${figure(count)} documents: building`);
      const { tookMs, bytes } = await build(root, texts, count);
      const asked = await contestEngine('herald', root, questions);
      rows.push([
        figure(count),
        figure((count * 1000) / tookMs),
        figure(megabytes(bytes)),
        figure(asked.openMs),
        figure(megabytes(asked.rssBytes)),
        ...[plain(asked.byKind), asked.byKind.get('phrase') ?? [], asked.times].flatMap((times) => [
          figure(median(times)),
          figure(percentile(times, 0.99)),
        ]),
      ]);
      say(`  ${rows.at(-1)!.join(' | ')}`);
      say(
        `    p99 by kind: ${questionKinds.map((kind) => `${kind} ${figure(percentile(asked.byKind.get(kind) ?? [], 0.99))}`).join(', ')}`,
      );
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  }
  return table(
    [
      'documents',
      'build, documents/s',
      'files, MB',
      'open, ms',
      'memory, MB',
      '1 to 5 words: p50, ms',
      'p99, ms',
      'phrases: p50, ms',
      'p99, ms',
      'all kinds: p50, ms',
      'p99, ms',
    ],
    rows,
  );
}

function plain(byKind: ReadonlyMap<QuestionKind, readonly number[]>): number[] {
  return [...byKind].flatMap(([kind, times]) => (isPlain(kind) ? times : []));
}

async function build(
  root: string,
  texts: readonly CorpusDocument[],
  count: number,
): Promise<{ tookMs: number; bytes: number }> {
  const folder = openDataFolder(root);
  const report = await buildIndex({
    dataFolder: folder,
    source: {
      lastSequence: () => count,
      records: () => records(texts, count),
      changesSince: () => [],
      coverage: () => [],
    },
    analyzer: createAnalyzer(),
    full: true,
  });
  return { tookMs: report.tookMs, bytes: snapshotBytes(root, report.snapshot) };
}

function* records(texts: readonly CorpusDocument[], count: number): Generator<RevisionRecord> {
  const seen = '2026-11-23T00:00:00.000Z' as Instant;
  for (const document of varied(texts, count)) {
    const { announcement } = announcementFromJson(document);
    if (announcement === undefined && document.title.trim() === '') continue;
    if (announcement === undefined) throw new Error(`${document.id} is no announcement`);
    yield {
      announcement,
      revision: 1,
      revisions: 1,
      current: true,
      status: 'live',
      firstSeen: seen,
      lastSeen: seen,
      revisionSeen: seen,
      digest: contentDigest(announcement),
    };
  }
}
