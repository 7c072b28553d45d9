import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAnalyzer } from '../../cli/open-analyzer.ts';
import { openEarlier } from '../../cli/open-earlier.ts';
import { openDataFolder, type DataFolder } from '../../core/data-folder.ts';
import { createAnalyzer } from '../../indexer/analyse/analyzer.ts';
import { buildIndex, sourceOfRecords } from '../../indexer/build.ts';
import type { SearchRequest } from '../../server/search/engine.ts';
import { federation, revisionsOf } from '../server/api/announcements.ts';

const records = federation.map(revisionsOf);
let folder: DataFolder;

beforeEach(() => {
  folder = openDataFolder(mkdtempSync(join(tmpdir(), 'herald-earlier-')));
});
afterEach(() => rmSync(folder.root, { recursive: true, force: true }));

async function build(announcements: number, analyzer = openAnalyzer()): Promise<string> {
  const source = sourceOfRecords(records.slice(0, announcements).flat());
  return (await buildIndex({ dataFolder: folder, source, analyzer, full: true, threads: 1 })).snapshot;
}

const everything: SearchRequest = {
  query: { kind: 'all' },
  match: 'all',
  exact: false,
  filters: [],
  versions: 'current',
  facets: [],
  sort: '-published',
  limit: 3,
  offset: 0,
  snippets: false,
  explain: false,
};

describe('the snapshots before the one in use', () => {
  it('are listed newest first and asked by their version, also one after the other and after they were closed', async () => {
    const versions = [await build(2), await build(3), await build(4)];
    const earlier = openEarlier(folder, { idle: 1 });
    try {
      expect(earlier.versions()).toEqual([versions[1], versions[0]]);
      expect(earlier.engine(versions[2]!)).toBeUndefined();
      const [older, newer] = [earlier.engine(versions[0]!)!, earlier.engine(versions[1]!)!];
      expect((await older.search(everything)).total).toBe(2);
      expect((await newer.search(everything)).total).toBe(3);
      await new Promise((resolve) => setTimeout(resolve, 20));
      // As an export does between two batches.
      expect((await older.search(everything)).hits).toHaveLength(2);
      expect((await older.search(everything)).indexVersion).toBe(versions[0]);
      expect(earlier.engine('20200101T000000000Z-0000')).toBeUndefined();
    } finally {
      await earlier.close();
    }
  });

  it('are not offered when texts are read by other rules now', async () => {
    const other = createAnalyzer();
    await build(2, { ...other, indexDigest: 'sha256:of-other-rules' });
    await build(3);
    const earlier = openEarlier(folder);
    expect(readdirSync(folder.snapshots)).toHaveLength(2);
    expect(earlier.versions()).toEqual([]);
    await earlier.close();
  });
});
