import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RevisionRecord } from '../../../core/announcement.ts';
import { openDataFolder, type DataFolder } from '../../../core/data-folder.ts';
import { createAnalyzer } from '../../../indexer/analyse/analyzer.ts';
import { buildIndex } from '../../../indexer/build.ts';
import { openCurrent, openSnapshot } from '../../../indexer/snapshot/snapshot.ts';
import { recordOf } from '../records.ts';

const analyzer = createAnalyzer();
let folder: DataFolder;

beforeEach(() => {
  folder = openDataFolder(mkdtempSync(join(tmpdir(), 'herald-snapshot-')));
});
afterEach(() => rmSync(folder.root, { recursive: true, force: true }));

async function build(sequence: number, ...records: RevisionRecord[]): Promise<string> {
  const source = {
    lastSequence: () => sequence,
    records: () => records,
    changesSince: () => records,
    coverage: () => [],
  };
  return (await buildIndex({ dataFolder: folder, source, analyzer })).snapshot;
}

it('an update is opened with the segments that are open already, and each snapshot is closed on its own', async () => {
  const many = Array.from({ length: 40 }, (_, i) => recordOf({ id: `one-${i}`, title: 'Harbour', body: 'Lit.' }));
  await build(1, ...many);
  const before = openCurrent(folder).snapshot;
  const updated = await build(2, recordOf({ id: 'two', title: 'Ferry' }));
  const after = openSnapshot(folder, updated, analyzer.indexDigest, { before });
  const shared = after.segments.filter((segment) => before.segments.includes(segment));
  expect([before.segments.length, after.segments.length, shared.length]).toEqual([1, 2, 1]);
  before.close();
  const { offset, length } = shared[0]!.storedAt(0);
  expect(shared[0]!.stored.read(offset, length).fields.title).toBe('Harbour');
  after.close();
  expect(() => shared[0]!.stored.read(offset, length)).toThrow();
});
