import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SourceId } from '../../core/announcement.ts';
import { openDataFolder, type DataFolder } from '../../core/data-folder.ts';
import type { Instant } from '../../core/instant.ts';
import { silentProgress } from '../../core/progress.ts';
import { openCrawl } from '../../cli/open-crawl.ts';
import { openArchiveWriter, type ArchiveWriter } from '../../crawler/archive/writer.ts';
import type { Capture } from '../../crawler/fetch/outcome.ts';
import { sourceOfHost } from '../../crawler/source/host-source.ts';
import { openStore, type Store } from '../../crawler/store/store.ts';
import { announcementPage } from '../fake-site.ts';

const source = sourceOfHost('https://tides.example/', 'tides' as SourceId);
let root: string;
let folder: DataFolder;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'herald-recover-'));
  folder = openDataFolder(root);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

it('takes in what was archived and not stored, with its hints, so that it is not asked for again', async () => {
  await killedAfter((archive) => {
    const notes = { source: source.id, url: url(1), hints: { title: 'As the listing has it' } };
    archive.append(capture(1, announcementPage('Notice 1', '2026-03-01', 'Ferry 1 leaves at dawn.')), { notes });
  });
  await reopened((store) => {
    expect([...store.records()].map(({ announcement }) => announcement.title)).toEqual(['Notice 1']);
    expect(store.frontierUrl(source.id, url(1))).toMatchObject({ state: 'live', validators: { etag: '"1"' } });
    expect(store.capturesOfUrl(url(1))).toHaveLength(1);
  });
});

it('counts a 304 that was archived and not stored as a look at the page', async () => {
  const store = openStore(folder.store);
  store.addCandidates(source.id, [{ url: url(1) }], at(1));
  store.recordFetch({ source: source.id, url: url(1), at: at(1), kind: 'fetched', attempts: 1, tookMs: 1 });
  store.close();
  await killedAfter((archive) => {
    const original = { url: url(1), at: at(1), digest: `sha256:${'0'.repeat(64)}` };
    archive.appendRevisit(url(1), at(2), original, { notes: { source: source.id } });
  });
  await reopened((read) => {
    expect(read.frontierUrl(source.id, url(1))).toMatchObject({ lastOutcome: 'not-modified', lastFetched: at(2) });
  });
});

it('takes nothing for gone, and leaves alone what no source claims', async () => {
  await killedAfter((archive) => {
    const gone = { ...capture(1, '<title>Not found</title>'), status: 404 };
    archive.append(gone, { notes: { source: source.id, url: url(1) } });
    archive.append(capture(2, announcementPage('Notice 2', '2026-03-01', 'Of another publisher.')), {
      notes: { source: 'another', url: url(2) },
    });
  });
  await reopened((store) => {
    expect(store.counts()).toMatchObject({ announcements: 0 });
    expect(store.frontierUrl(source.id, url(1))).toBeUndefined();
  });
});

it('takes in nothing twice', async () => {
  await killedAfter((archive) => {
    archive.append(capture(1, announcementPage('Notice 1', '2026-03-01', 'Ferry 1 leaves at dawn.')), {
      notes: { source: source.id, url: url(1) },
    });
  });
  await reopened(() => undefined);
  await reopened((store) => {
    expect(store.counts()).toMatchObject({ announcements: 1, revisions: 1 });
    expect(store.frontierUrl(source.id, url(1))?.fetches).toBe(1);
  });
});

/** A writer that is never closed leaves what a killed process leaves. */
async function killedAfter(write: (archive: ArchiveWriter) => void): Promise<void> {
  write(await openArchiveWriter(folder.archive, {}));
}

async function reopened(look: (store: Store) => void): Promise<void> {
  const context = { progress: silentProgress, signal: new AbortController().signal };
  const session = await openCrawl(root, [source], context, { proxy: 'none' });
  try {
    look(session.parts.store);
  } finally {
    await session.close();
  }
}

function url(number: number): string {
  return `https://tides.example/news/${number}`;
}

function at(day: number): Instant {
  return `2026-03-0${day}T00:00:00.000Z` as Instant;
}

function capture(number: number, html: string): Capture {
  const payload = Buffer.from(html);
  const headers = [
    ['Content-Type', 'text/html; charset=utf-8'],
    ['ETag', `"${number}"`],
  ] as const;
  return { url: url(number), fetchedAt: at(2), status: 200, statusText: 'OK', headers, payload, content: payload };
}
