import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Announcement } from '../core/announcement.ts';
import { openDataFolder } from '../core/data-folder.ts';
import type * as Analyse from '../indexer/analyse/analyzer.ts';
import type * as Build from '../indexer/build.ts';
import { contestEngine, turns } from './contestants/contest.ts';
import { snapshotBytes } from './contestants/herald.ts';
import { hasCorpus, readCorpus } from './corpus.ts';
import { figure, median, megabytes, percentile, table } from './figures.ts';
import type { BenchOptions } from './options.ts';
import { drawQuestions, isPlain, questionKinds, type QuestionKind } from './questions.ts';
import { builtModule } from './run-herald.ts';
import { announcementsOf, varied } from './varied.ts';

/** Unless `--documents` says how far: a million needs 10 GB of disk and many minutes. */
const usualSteps = [10_000, 100_000];
const furtherSteps = [300_000, 1_000_000];

/** The engine as the corpus grows beyond what was recorded. The records come from the corpus as they are wanted: a store of a million would measure the disk. */
export async function benchGrowth(options: BenchOptions): Promise<string> {
  const { corpus, questions: perKind, say } = options;
  if (!hasCorpus(corpus)) return `The ${corpus} corpus is not beside the project (../shared/corpora): not measured.`;
  const texts = await readCorpus(corpus);
  const questions = drawQuestions(texts, perKind * turns);
  const steps = stepsOf(options);
  say('  reading');
  const announcements = announcementsOf(texts.slice(0, Math.max(...steps)));
  const rows: string[][] = [];
  for (const count of steps) {
    const root = mkdtempSync(join(tmpdir(), 'herald-growth-'));
    try {
      say(`  ${figure(count)} documents: building`);
      const { tookMs, bytes } = await build(root, announcements, count);
      const asked = await contestEngine('herald', root, questions);
      rows.push([
        figure(count),
        figure((count * 1000) / tookMs),
        figure(megabytes(bytes)),
        figure(asked.openMs),
        figure(megabytes(asked.rssBytes)),
        ...[plain(asked.byKind), asked.byKind.get('phrase') ?? [], asked.times, asked.first].flatMap((times) => [
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
      'for the first time: p50, ms',
      'p99, ms',
    ],
    rows,
  );
}

function stepsOf({ documents, only }: BenchOptions): readonly number[] {
  if (only !== Infinity) return [only];
  if (documents === Infinity) return usualSteps;
  const steps = [...usualSteps, ...furtherSteps].filter((step) => step <= documents);
  return steps.includes(documents) ? steps : [...steps, documents];
}

function plain(byKind: ReadonlyMap<QuestionKind, readonly number[]>): number[] {
  return [...byKind].flatMap(([kind, times]) => (isPlain(kind) ? times : []));
}

/** As `herald index --full` builds it, by the built modules, of records that are made as they are wanted. */
async function build(
  root: string,
  announcements: readonly Announcement[],
  count: number,
): Promise<{ tookMs: number; bytes: number }> {
  const { buildIndex } = await builtModule<typeof Build>('indexer/build.js');
  const { createAnalyzer } = await builtModule<typeof Analyse>('indexer/analyse/analyzer.js');
  const report = await buildIndex({
    dataFolder: openDataFolder(root),
    source: {
      lastSequence: () => count,
      records: () => varied(announcements, count),
      changesSince: () => [],
      coverage: () => [],
    },
    analyzer: createAnalyzer(),
    full: true,
  });
  return { tookMs: report.tookMs, bytes: snapshotBytes(root, report.snapshot) };
}
