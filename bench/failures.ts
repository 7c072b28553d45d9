import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { figure, table } from './figures.ts';
import type { BenchOptions } from './options.ts';
import { hasRecording, recordedPages, replay } from './replay.ts';
import { runHerald } from './run-herald.ts';

/** Shares of page requests that are answered with 500, with 503 and Retry-After, with a reset connection or with half a body. */
const shares = [0, 0.05, 0.2] as const;

/** One crawl each of the recorded site while a share of its answers fails: is all of it there in the end? Mostly waiting: a host that fails is left alone for longer and longer. */
export async function benchFailures({ say }: BenchOptions): Promise<string> {
  if (!hasRecording()) return 'The recorded site is not beside the project (../shared/corpora): not measured.';
  const rows: string[][] = [];
  for (const share of shares) {
    const row = await crawlFailing(share);
    say(`  ${row.join('  ')}`);
    rows.push(row);
  }
  return table(
    ['answers that fail', `announcements of ${figure(recordedPages)}`, 'given up', 'minutes', 'exit code'],
    rows,
  );
}

async function crawlFailing(share: number): Promise<string[]> {
  const root = mkdtempSync(join(tmpdir(), 'herald-failures-'));
  const site = await replay({ fail: share });
  try {
    const words = ['crawl', '--source', 'us-justice', '--delay', '0s', '--json', '--quiet', '--data', root];
    const { code, out, tookMs } = await runHerald(words, site.environment);
    const { sources } = JSON.parse(out) as {
      sources: readonly { counts: { new: number; givenUp: number } }[];
    };
    const { counts } = sources[0]!;
    return [
      `${figure(share * 100)} %`,
      figure(counts.new),
      String(counts.givenUp),
      figure(tookMs / 60_000),
      String(code),
    ];
  } finally {
    await site.close();
    rmSync(root, { recursive: true, force: true });
  }
}
