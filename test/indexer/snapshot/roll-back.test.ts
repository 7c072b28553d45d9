import { mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDataFolder, type DataFolder } from '../../../core/data-folder.ts';
import { createAnalyzer } from '../../../indexer/analyse/analyzer.ts';
import { buildIndex } from '../../../indexer/build.ts';
import { currentSnapshotId } from '../../../indexer/snapshot/current.ts';
import { rollBack } from '../../../indexer/snapshot/roll-back.ts';
import { openEmbeddedEngine } from '../../../server/search/embedded/embedded-engine.ts';
import { recordOf } from '../records.ts';

const analyzer = createAnalyzer();
const all = [recordOf({ id: 'one', title: 'Harbour lights' }), recordOf({ id: 'two', title: 'Ferry' })];
let folder: DataFolder;

beforeEach(() => {
  folder = openDataFolder(mkdtempSync(join(tmpdir(), 'herald-roll-back-')));
});
afterEach(() => rmSync(folder.root, { recursive: true, force: true }));

/** The store at an age: it knows as many of the records as its sequence says. */
async function build(sequence: number): Promise<string> {
  const source = {
    lastSequence: () => sequence,
    records: () => all.slice(0, sequence),
    changesSince: (since: number) => all.slice(since, sequence),
    coverage: () => [],
  };
  return (await buildIndex({ dataFolder: folder, source, analyzer })).snapshot;
}

it('goes to the snapshot before; a running engine follows, and the next build brings everything again', async () => {
  const first = await build(1);
  const second = await build(2);
  const engine = openEmbeddedEngine(folder, { analyzer });
  expect(engine.documentCount()).toBe(2);
  expect(rollBack(folder, analyzer.indexDigest)).toEqual({ from: second, to: first });
  engine.refresh();
  expect([engine.indexVersion(), engine.documentCount()]).toEqual([first, 1]);
  await build(2);
  engine.refresh();
  expect(engine.documentCount()).toBe(2);
  await engine.close();
});

it('goes to the one that is named, forward too', async () => {
  const first = await build(1);
  const second = await build(2);
  rollBack(folder, analyzer.indexDigest, first);
  expect(rollBack(folder, analyzer.indexDigest, second)).toEqual({ from: first, to: second });
});

it('refuses what is not there, what is current, and what cannot be opened; current stays', async () => {
  expect(() => rollBack(folder, analyzer.indexDigest)).toThrow(/no index yet/);
  const first = await build(1);
  expect(() => rollBack(folder, analyzer.indexDigest)).toThrow(/no snapshot before/);
  const second = await build(2);
  expect(() => rollBack(folder, analyzer.indexDigest, second)).toThrow(/is current already/);
  expect(() => rollBack(folder, analyzer.indexDigest, '20200101T000000000Z-0000')).toThrow(/there is no snapshot/);
  const segment = readdirSync(join(folder.snapshots, first)).find((name) => name.endsWith('.seg'))!;
  truncateSync(join(folder.snapshots, first, segment), 100);
  expect(() => rollBack(folder, analyzer.indexDigest, first)).toThrow(/index file/);
  expect(currentSnapshotId(folder)).toBe(second);
});
