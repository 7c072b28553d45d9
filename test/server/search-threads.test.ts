import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDataFolder, type DataFolder } from '../../core/data-folder.ts';
import { createAnalyzer } from '../../indexer/analyse/analyzer.ts';
import type { Synonyms } from '../../indexer/analyse/synonyms.ts';
import { buildIndex, sourceOfRecords } from '../../indexer/build.ts';
import { createApp } from '../../server/app.ts';
import { createSearchThreads, type SearchThreads, type SearchThreadsOptions } from '../../server/search-threads.ts';
import { openEmbeddedEngine, type EmbeddedEngine } from '../../server/search/embedded/embedded-engine.ts';
import { recordOf } from '../indexer/records.ts';
import { memoryHistory } from './api/world.ts';

const synonyms: Synonyms = { groups: [{ members: ['harbour', 'port'] }], digest: 'sha256:test' };
const records = Array.from({ length: 60 }, (_, i) =>
  recordOf({
    id: `notice-${i}`,
    title: `Harbour notice ${i}`,
    body: `Buoy ${i % 7} at the harbour is lit again. The port office thanks everybody.`,
    agency: i % 2 === 0 ? 'Port Office' : 'Coast Guard',
    published: `20${String(10 + (i % 9))}-03-04`,
  }),
);

let folder: DataFolder;
let engine: EmbeddedEngine;
const opened: SearchThreads[] = [];

beforeEach(async () => {
  folder = openDataFolder(mkdtempSync(join(tmpdir(), 'herald-threads-')));
  const analyzer = createAnalyzer({ synonyms });
  await buildIndex({ dataFolder: folder, source: sourceOfRecords(records), analyzer });
  engine = openEmbeddedEngine(folder, { analyzer, shared: true });
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((threads) => threads.close()));
  await engine.close();
  rmSync(folder.root, { recursive: true, force: true });
});

function opening(options: Partial<SearchThreadsOptions> = {}): SearchThreads {
  const threads = createSearchThreads({ threads: 2, snapshot: () => engine.snapshot, synonyms, ...options });
  opened.push(threads);
  return threads;
}

/** Threads that run and have told so. */
async function running(options: Partial<SearchThreadsOptions> = {}): Promise<SearchThreads> {
  const threads = opening({ ownWorkMs: 0, ...options });
  threads.noteOwnWork(1);
  await until(() => threads.threads === (options.threads ?? 2));
  return threads;
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

async function asked(
  path: string,
  threads?: SearchThreads,
): Promise<{ status: number; tag: string | null; body: string }> {
  const app = createApp({ engine, history: memoryHistory([]), ...(threads === undefined ? {} : { threads }) });
  const response = await app.request(`http://herald.example/api/v1/search?${path}`);
  const body = (await response.text()).replace(/"(took_ms|request_id)":("[^"]*"|[\d.]+)/g, '"$1":0');
  return { status: response.status, tag: response.headers.get('ETag'), body };
}

it('starts no threads for a few searches', async () => {
  const threads = opening();
  for (const q of ['harbour', 'port office', 'buoy'])
    expect(await asked(`q=${q}`, threads)).toEqual(await asked(`q=${q}`));
  expect(threads.threads).toBe(0);
});

it('answers in threads byte for byte what the server itself answers', async () => {
  const threads = await running();
  const paths = [
    'q=port',
    'q=%22port+office%22&facets=agency,published:year',
    'q=buoy+3&sort=published&limit=5&page=2',
    'q=lit&explain=1',
    'q=nothing+like+it',
    'filter_agency=Port+Office&facets=agency',
  ];
  const answers = await Promise.all(paths.map((path) => asked(path, threads)));
  expect(answers).toEqual(await Promise.all(paths.map((path) => asked(path))));
});

it('leaves searches with errors and those of another snapshot to the server', async () => {
  const threads = await running();
  expect(await asked('q=port&limit=0', threads)).toEqual(await asked('q=port&limit=0'));
  expect(await asked('q=port&as_of=20200101T000000000Z-0000', threads)).toMatchObject({ status: 400 });
});

it('answers from the newer snapshot once the server does, also when the older one is closed', async () => {
  const threads = await running();
  const before = engine.indexVersion();
  expect((await asked('q=ferry', threads)).body).toContain(before);
  const source = sourceOfRecords([...records, recordOf({ id: 'ferry', title: 'Ferry delayed' })]);
  await buildIndex({ dataFolder: folder, source, analyzer: createAnalyzer({ synonyms }), full: true });
  engine.refresh();
  threads.follow();
  expect(engine.indexVersion()).not.toBe(before);
  const { body } = await asked('q=ferry', threads);
  expect(body).toContain(engine.indexVersion());
  expect(body).toContain('Ferry delayed');
});

it('fails the search that a thread dies of, and goes on with a new thread', async () => {
  const died: string[] = [];
  let first = true;
  const start = (): Worker => {
    const worker = new Worker(
      `const { parentPort } = require('node:worker_threads');
       parentPort.on('message', ({ kind }) => {
         if (kind === 'begin') parentPort.postMessage({ kind: 'ready' });
         if (kind === 'search') ${first ? 'process.exit(7)' : "parentPort.postMessage({ kind: 'declined' })"};
       });`,
      { eval: true },
    );
    first = false;
    return worker;
  };
  const threads = await running({ threads: 1, start, onDied: (reason) => died.push(reason) });
  const questions = [1, 2].map(() => threads.answer({ queryString: 'q=port', base: 'http://herald.example' }));
  const [failed, other] = await Promise.allSettled(questions);
  expect(failed).toMatchObject({ status: 'rejected' });
  expect(other).toEqual({ status: 'fulfilled', value: undefined });
  expect(died).toEqual(['it ended with code 7']);
  await until(() => threads.threads === 1);
});

it('gives up a search that does not end', async () => {
  const start = (): Worker =>
    new Worker(
      `const { parentPort } = require('node:worker_threads');
       parentPort.on('message', ({ kind }) => { if (kind === 'begin') parentPort.postMessage({ kind: 'ready' }); });`,
      { eval: true },
    );
  const threads = await running({ threads: 1, start, searchMs: 20 });
  expect((await asked('q=port', threads)).status).toBe(500);
});

it('goes on without threads where they cannot be started', async () => {
  const died: string[] = [];
  const start = (): Worker => new Worker('process.exit(3)', { eval: true });
  const threads = opening({ ownWorkMs: 0, start, onDied: (reason) => died.push(reason) });
  threads.noteOwnWork(1);
  expect(await asked('q=port', threads)).toEqual(await asked('q=port'));
  await until(() => died.length > 0);
  threads.noteOwnWork(1);
  expect(await asked('q=port', threads)).toEqual(await asked('q=port'));
  expect(threads.threads).toBe(0);
});
