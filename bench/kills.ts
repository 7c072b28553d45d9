import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataFolder } from '../core/data-folder.ts';
import { openStore } from '../crawler/store/store.ts';
import { seededNumbers } from './corpus.ts';
import { figure, table } from './figures.ts';
import type { BenchOptions } from './options.ts';
import { hasRecording, recordedPages, replay, type Replay } from './replay.ts';
import { runHerald, spawnHerald } from './run-herald.ts';

/** Pages a run may get before it is killed, at most: with 50 kills most of the 3,500 fall into killed runs. */
const mostPagesARun = 120;

/** `kill -9` at random moments of a crawl of the recorded site, each followed by a new start: is all of it there in the end, and how often was a page asked for? */
export async function benchKills({ kills, say }: BenchOptions): Promise<string> {
  if (!hasRecording()) return 'The recorded site is not beside the project (../shared/corpora): not measured.';
  const root = mkdtempSync(join(tmpdir(), 'herald-kills-'));
  const site = await replay({ log: true });
  try {
    const random = seededNumbers(kills);
    const acknowledged = new Set<string>();
    const crawl = ['crawl', '--source', 'us-justice', '--delay', '0s', '--data', root];
    for (let kill = 1; kill <= kills; kill++) {
      await killed(crawl, site, Math.floor(random() * mostPagesARun), random() * 40, acknowledged);
      say(`  kill ${kill}: ${figure(acknowledged.size)} announcements acknowledged so far`);
    }
    const last = await runHerald([...crawl, '--json', '--quiet'], site.environment);
    const verified = await runHerald(['verify', '--json', '--quiet', '--data', root]);
    const asked = new Map<string, number>();
    for (const url of site.answered) if (url.includes('/opa/pr/')) asked.set(url, (asked.get(url) ?? 0) + 1);
    const { stored, lost } = storedIn(root, acknowledged);
    const times = [...asked.values()];
    return table(
      [`${kills} kills`, 'measured', 'allowed'],
      [
        ['announcements in the end', figure(stored), figure(recordedPages)],
        ['acknowledged and then lost', String(lost), '0'],
        ['the last run ended with', String(last.code), '0'],
        ['`herald verify` ended with', String(verified.code), '0'],
        ['most answers for one page', String(Math.max(...times)), '2'],
        ['pages answered twice', String(times.filter((count) => count === 2).length), ''],
        ['pages answered more often', String(times.filter((count) => count > 2).length), '0'],
      ],
    );
  } finally {
    await site.close();
    rmSync(root, { recursive: true, force: true });
  }
}

/** Starts a crawl and kills it a moment after the site answered some pages. What its events told as stored is noted. */
async function killed(
  words: readonly string[],
  site: Replay,
  pages: number,
  moreMs: number,
  acknowledged: Set<string>,
): Promise<void> {
  const child = spawnHerald(words, site.environment);
  let rest = '';
  child.stderr!.on('data', (chunk) => {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const url = /"new".*?"url":"([^"]+)"/.exec(line)?.[1];
      if (url !== undefined) acknowledged.add(url);
    }
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const target = site.answered.length + pages;
  while (site.answered.length < target && child.exitCode === null)
    await new Promise((resolve) => setTimeout(resolve, 2));
  await new Promise((resolve) => setTimeout(resolve, moreMs));
  child.kill('SIGKILL');
  await ended;
}

function storedIn(root: string, acknowledged: ReadonlySet<string>): { stored: number; lost: number } {
  const store = openStore(dataFolder(root).store, { readOnly: true });
  try {
    return {
      stored: store.counts().announcements,
      lost: [...acknowledged].filter(
        (url) => store.announcementAt(url) === undefined || store.capturesOfUrl(url).length === 0,
      ).length,
    };
  } finally {
    store.close();
  }
}
