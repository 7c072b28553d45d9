import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDataFolder, type DataFolder } from '../../../core/data-folder.ts';
import { createAnalyzer } from '../../../indexer/analyse/analyzer.ts';
import { buildIndex, sourceOfRecords } from '../../../indexer/build.ts';
import { verifySnapshots } from '../../../indexer/snapshot/verify.ts';
import { recordOf } from '../records.ts';

let folder: DataFolder;

beforeEach(async () => {
  folder = openDataFolder(mkdtempSync(join(tmpdir(), 'herald-verify-')));
  const source = sourceOfRecords([recordOf({ id: 'one', title: 'Harbour lights', body: 'They are lit.' })]);
  await buildIndex({ dataFolder: folder, source, analyzer: createAnalyzer(), full: true });
});
afterEach(() => rmSync(folder.root, { recursive: true, force: true }));

it('a whole snapshot has no problem', () => {
  expect(verifySnapshots(folder)).toEqual({ snapshots: 1, files: 2, problems: [] });
});

it.each(['.seg', '.docs', 'manifest.json'])('one flipped bit in %s is found and its file named', (ending) => {
  const path = files().find((file) => file.endsWith(ending))!;
  const bytes = readFileSync(path);
  bytes[bytes.length - 3]! ^= 1;
  writeFileSync(path, bytes);
  const { problems } = verifySnapshots(folder);
  expect(problems).toHaveLength(1);
  expect(`${problems[0]!.where ?? ''} ${problems[0]!.message}`).toContain(path);
  expect(problems[0]!.hint).toContain('herald index --full');
});

it('a file that is gone is a problem, not an exception', () => {
  rmSync(files().find((file) => file.endsWith('.docs'))!);
  expect(verifySnapshots(folder).problems.map(({ message }) => message)).toEqual([expect.stringContaining('ENOENT')]);
});

function files(): string[] {
  return readdirSync(folder.snapshots, { recursive: true }).map((name) => join(folder.snapshots, String(name)));
}
