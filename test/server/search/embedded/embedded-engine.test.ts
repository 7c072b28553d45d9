import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openDataFolder } from '../../../../core/data-folder.ts';
import { buildIndex, sourceOfRecords } from '../../../../indexer/build.ts';
import { openEmbeddedEngine } from '../../../../server/search/embedded/embedded-engine.ts';
import { searchEngineContract } from '../../../contracts/search-engine.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

searchEngineContract('the embedded engine', async (records, analyzer) => {
  const root = mkdtempSync(join(tmpdir(), 'herald-contract-'));
  folders.push(root);
  const dataFolder = openDataFolder(root);
  await buildIndex({ dataFolder, source: sourceOfRecords(records), analyzer });
  return openEmbeddedEngine(dataFolder, { analyzer });
});
