import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnnouncementId, RevisionRecord } from '../../core/announcement.ts';
import { openDataFolder, type DataFolder } from '../../core/data-folder.ts';
import { HeraldError } from '../../core/problem.ts';
import type { Progress, ProgressState } from '../../core/progress.ts';
import { createAnalyzer } from '../../indexer/analyse/analyzer.ts';
import { buildIndex, sourceOfRecords, type BuildReport, type IndexSource } from '../../indexer/build.ts';
import { currentSnapshotId, snapshotIds, switchTo } from '../../indexer/snapshot/current.ts';
import { openCurrent, openSnapshot } from '../../indexer/snapshot/snapshot.ts';
import {
  openEmbeddedEngine,
  type EmbeddedEngine,
  type SwitchEvent,
} from '../../server/search/embedded/embedded-engine.ts';
import type { SearchRequest } from '../../server/search/engine.ts';
import { recordOf } from './records.ts';

const analyzer = createAnalyzer();
let folder: DataFolder;

beforeEach(() => {
  folder = openDataFolder(mkdtempSync(join(tmpdir(), 'herald-build-')));
});
afterEach(() => rmSync(folder.root, { recursive: true, force: true }));

/** A store that a test changes: it knows what changed since when. */
class TestStore implements IndexSource {
  private sequence = 0;
  private readonly announcements = new Map<string, { records: RevisionRecord[]; sequence: number }>();

  put(...records: RevisionRecord[]): void {
    for (const record of records) {
      const known = this.announcements.get(record.announcement.id);
      const others = (known?.records ?? []).filter((other) => other.revision !== record.revision);
      this.announcements.set(record.announcement.id, { records: [...others, record], sequence: ++this.sequence });
    }
  }

  lastSequence(): number {
    return this.sequence;
  }
  records(): RevisionRecord[] {
    return this.changesSince(0);
  }
  changesSince(sequence: number): RevisionRecord[] {
    return [...this.announcements.values()].filter((one) => one.sequence > sequence).flatMap((one) => one.records);
  }
  coverage(): ReturnType<IndexSource['coverage']> {
    return [
      { source: 'port-office', name: 'Port Office' },
      { source: 'never-crawled', name: 'Never crawled' },
    ];
  }
}

const build = (source: IndexSource, full = false): Promise<BuildReport> =>
  buildIndex({ dataFolder: folder, source, analyzer, full });

const request = (text: string): SearchRequest => ({
  query: { kind: 'word', text, form: 'any' },
  match: 'all',
  exact: false,
  filters: [],
  versions: 'current',
  facets: [],
  sort: 'relevance',
  limit: 100,
  offset: 0,
  snippets: true,
  explain: false,
});

const found = async (engine: EmbeddedEngine, text: string): Promise<string[]> =>
  (await engine.search(request(text))).hits.map((hit) => hit.id).sort();

function serve(options: { watch?: boolean; onSwitch?: (event: SwitchEvent) => void } = {}): EmbeddedEngine {
  return openEmbeddedEngine(folder, { analyzer, ...options });
}

/** The message and remedy of what is thrown. */
function refusal(work: () => unknown): { message: string; remedy: string; hint: string } {
  try {
    work();
  } catch (error) {
    if (error instanceof HeraldError) return { message: error.message, remedy: error.remedy, hint: error.hint ?? '' };
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('an update of the index', () => {
  it('indexes only what changed, and finds the new, the changed and the removed', async () => {
    const store = new TestStore();
    store.put(
      recordOf({ id: 'a', title: 'Grain terminal' }),
      recordOf({ id: 'b', title: 'Bridge toll' }),
      recordOf({ id: 'c', title: 'Ferry fares' }),
    );
    expect(await build(store)).toMatchObject({ kind: 'full', added: 3, documents: 3, segments: 1 });
    store.put(
      recordOf({ id: 'd', title: 'Lighthouse repairs' }),
      recordOf({ id: 'b', title: 'Bridge toll', revision: 1, revisions: 2 }),
      recordOf({ id: 'b', title: 'Tunnel toll', revision: 2, revisions: 2 }),
      recordOf({ id: 'c', title: 'Ferry fares', status: 'removed' }),
    );
    expect(await build(store)).toMatchObject({
      kind: 'update',
      added: 1,
      changed: 1,
      removed: 1,
      documents: 5,
      announcements: 4,
      segments: 2,
    });
    const engine = serve();
    expect(await found(engine, 'lighthouse')).toEqual(['d']);
    expect(await found(engine, 'tunnel')).toEqual(['b']);
    expect(await found(engine, 'bridge')).toEqual([]);
    expect((await engine.search({ ...request('bridge'), versions: 'all' })).hits.map((hit) => hit.revision)).toEqual([
      1,
    ]);
    expect((await engine.search(request('ferry'))).hits[0]).toMatchObject({ id: 'c', status: 'removed' });
    expect(await engine.coverage()).toEqual([
      { source: 'never-crawled', name: 'Never crawled', documents: 0 },
      { source: 'port-office', name: 'Port Office', documents: 4 },
    ]);
    await engine.close();
  });

  it('makes no snapshot when nothing changed', async () => {
    const store = new TestStore();
    store.put(recordOf({ id: 'a', title: 'Grain terminal' }));
    const first = await build(store);
    expect(await build(store)).toMatchObject({ kind: 'unchanged', snapshot: first.snapshot, documents: 1 });
    expect(snapshotIds(folder)).toEqual([first.snapshot]);
  });

  it('keeps the number of segments small over many updates, and two snapshots for going back', async () => {
    const store = new TestStore();
    for (let i = 0; i < 20; i++) {
      store.put(recordOf({ id: `n${i}`, title: `Notice ${i} to mariners`, body: 'Buoys were moved.' }));
      await build(store);
    }
    const { manifest } = openCurrent(folder).snapshot;
    expect(manifest.segments.length).toBeLessThanOrEqual(7);
    expect(snapshotIds(folder)).toHaveLength(3);
    const engine = serve();
    expect(await found(engine, 'mariners')).toHaveLength(20);
    await engine.close();
  });

  it('drops a segment of which every document was replaced', async () => {
    const store = new TestStore();
    store.put(recordOf({ id: 'a', title: 'Old text' }));
    await build(store);
    store.put(recordOf({ id: 'a', title: 'New text' }));
    expect(await build(store)).toMatchObject({ segments: 1, documents: 1 });
  });

  it('gives the same answers after a merge as a full rebuild', async () => {
    const store = new TestStore();
    for (let i = 0; i < 9; i++) {
      store.put(
        recordOf({
          id: `n${i % 7}`,
          title: `Treaty ${i}`,
          body: `The treaty number ${i} was signed by the ministers of ports.`,
          agency: `Office ${i % 2}`,
          topics: ['law'],
          published: `2020-0${i + 1}`,
        }),
      );
      await build(store);
    }
    const updated = serve();
    const before = await updated.search({
      ...request('ministers'),
      facets: [
        { type: 'values', facet: 'agency', size: 9 },
        { type: 'dates', interval: 'month' },
      ],
    });
    await updated.close();
    await build(store, true);
    const rebuilt = serve();
    const after = await rebuilt.search({
      ...request('ministers'),
      facets: [
        { type: 'values', facet: 'agency', size: 9 },
        { type: 'dates', interval: 'month' },
      ],
    });
    await rebuilt.close();
    expect({ ...before, tookMs: 0, indexVersion: '' }).toEqual({ ...after, tookMs: 0, indexVersion: '' });
    expect(before.total).toBe(7);
  });

  it('goes through threads where there is much to index, and answers the same', async () => {
    const body = 'The harbour master announced that the grain terminal opens. '.repeat(400);
    const records = Array.from({ length: 120 }, (_, i) =>
      recordOf({ id: `t${i}`, title: `Terminal ${i}`, body: `${body} number${i}` }),
    );
    const report = await buildIndex({ dataFolder: folder, source: sourceOfRecords(records), analyzer, threads: 2 });
    expect(report).toMatchObject({ documents: 120, segments: 1 });
    const engine = serve();
    expect(await found(engine, 'number77')).toEqual(['t77']);
    await engine.close();
  });

  it('rebuilds, and says why, when the snapshot was made by another analyzer', async () => {
    const store = new TestStore();
    store.put(recordOf({ id: 'a', title: 'Grain terminal' }));
    await build(store);
    const synonyms = createAnalyzer({ synonyms: { groups: [{ members: ['grain', 'corn'] }], digest: 'other' } });
    expect((await buildIndex({ dataFolder: folder, source: store, analyzer: synonyms })).kind).toBe('unchanged');
    const report = await buildIndex({
      dataFolder: folder,
      source: store,
      analyzer: { ...analyzer, indexDigest: 'sha256:older-rules' },
    });
    expect(report.kind).toBe('full');
    expect(report.reason).toMatch(/another analysis/);
  });

  it('shows how many documents are in segments, of how many', async () => {
    const store = new TestStore();
    for (let i = 0; i < 5; i++) store.put(recordOf({ id: `p${i}`, title: `Pier ${i}` }));
    const states: ProgressState[] = [];
    const progress: Progress = { event: () => undefined, update: (state) => states.push(state) };
    const source: IndexSource = {
      lastSequence: () => store.lastSequence(),
      records: () => store.records(),
      changesSince: (sequence) => store.changesSince(sequence),
      coverage: () => store.coverage(),
      size: () => 5,
    };
    await buildIndex({ dataFolder: folder, source, analyzer, progress });
    expect(states.at(-1)).toEqual({ task: 'index', done: 5, total: 5, unit: 'documents' });
  });

  it('is refused, and says by whom it is held up, while another build runs', async () => {
    const store = new TestStore();
    store.put(recordOf({ id: 'a', title: 'Grain terminal' }));
    let during: Promise<BuildReport> | undefined;
    const slow: IndexSource = {
      lastSequence: () => 1,
      *records() {
        during = build(store, true);
        yield recordOf({ id: 'a', title: 'Grain terminal' });
      },
      changesSince: () => [],
      coverage: () => [],
    };
    const first = await build(slow, true);
    await expect(during).rejects.toMatchObject({
      remedy: 'retry-later',
      message: expect.stringContaining(`the index is being built by process ${process.pid}`) as string,
    });
    expect(currentSnapshotId(folder)).toBe(first.snapshot);
    expect((await build(store, true)).kind).toBe('full');
  });

  it('leaves no trace of a build that failed', async () => {
    const store = new TestStore();
    store.put(recordOf({ id: 'a', title: 'Grain terminal' }));
    const { snapshot } = await build(store);
    const broken: IndexSource = {
      lastSequence: () => 9,
      *records() {
        yield recordOf({ id: 'b' });
        throw new Error('the store is gone');
      },
      changesSince: () => [],
      coverage: () => [],
    };
    await expect(build(broken, true)).rejects.toThrow('the store is gone');
    expect(currentSnapshotId(folder)).toBe(snapshot);
    expect(readdirSync(folder.snapshots)).toEqual([snapshot]);
  });
});

describe('a serving engine', () => {
  it('serves a new snapshot from the next request on, and none fails meanwhile', async () => {
    const store = new TestStore();
    store.put(recordOf({ id: 'a', title: 'Grain terminal' }));
    await build(store);
    const events: SwitchEvent[] = [];
    const engine = serve({ watch: true, onSwitch: (event) => events.push(event) });
    store.put(recordOf({ id: 'b', title: 'Grain silo' }));
    const building = build(store);
    const totals = new Set<number>();
    for (let tries = 0; tries < 600 && !totals.has(2); tries++) {
      totals.add((await engine.search(request('grain'))).total);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const report = await building;
    expect([...totals]).toEqual([1, 2]);
    expect(events).toEqual([{ kind: 'switched', snapshot: report.snapshot }]);
    expect(engine.indexVersion()).toBe(report.snapshot);
    await engine.close();
  });

  it('goes on serving when the new snapshot is damaged, and says so', async () => {
    const store = new TestStore();
    store.put(recordOf({ id: 'a', title: 'Grain terminal' }));
    const first = await build(store);
    const engine = serve();
    store.put(recordOf({ id: 'b', title: 'Grain silo' }));
    const second = await build(store);
    truncateSync(join(folder.snapshots, second.snapshot, 'manifest.json'), 40);
    expect(engine.refresh()).toBe(false);
    expect(engine.indexVersion()).toBe(first.snapshot);
    expect(engine.notices.join()).toContain(second.snapshot);
    expect((await engine.search(request('grain'))).total).toBe(1);
    await engine.close();
  });

  it('answers as of an earlier snapshot, and after going back', async () => {
    const store = new TestStore();
    store.put(recordOf({ id: 'a', title: 'Grain terminal' }));
    const first = await build(store);
    store.put(recordOf({ id: 'b', title: 'Grain silo' }));
    await build(store);
    const earlier = openEmbeddedEngine(folder, { analyzer, snapshot: first.snapshot });
    expect((await earlier.search(request('grain'))).total).toBe(1);
    await earlier.close();
    switchTo(folder, first.snapshot);
    const engine = serve();
    expect(engine.indexVersion()).toBe(first.snapshot);
    await engine.close();
  });

  it('says that there is no index yet, and how to make one', () => {
    expect(refusal(() => serve())).toMatchObject({
      remedy: 'config',
      message: `there is no index yet in ${folder.root}`,
      hint: 'make one with `herald index`',
    });
  });
});

describe('a damaged snapshot', () => {
  let snapshot: string;
  let segment: string;

  beforeEach(async () => {
    const store = new TestStore();
    store.put(recordOf({ id: 'a', title: 'Grain terminal', body: 'It opens in spring.', agency: 'Port Office' }));
    await build(store);
    store.put(recordOf({ id: 'b', title: 'Grain silo' }));
    snapshot = (await build(store, true)).snapshot;
    segment = join(
      folder.snapshots,
      snapshot,
      readdirSync(join(folder.snapshots, snapshot)).find((name) => name.endsWith('.seg'))!,
    );
  });

  const opening = (): ReturnType<typeof refusal> => refusal(() => openSnapshot(folder, snapshot, analyzer.indexDigest));

  it('is refused by name wherever one bit of a segment is flipped', () => {
    const whole = readFileSync(segment);
    const table = Array.from({ length: whole.readUInt32LE(12) }, (_, i) => 32 + i * 32);
    const inSections = table.flatMap((row) =>
      whole.readUInt32LE(row + 16) === 0
        ? []
        : [whole.readUInt32LE(row + 8), whole.readUInt32LE(row + 8) + whole.readUInt32LE(row + 16) - 1],
    );
    for (const at of [0, 8, 12, 16, 24, 40, ...inSections]) {
      const flipped = Buffer.from(whole);
      flipped[at]! ^= 1 << (at % 8);
      writeFileSync(segment, flipped);
      const { message, remedy, hint } = opening();
      expect(
        { remedy, named: message.includes(segment), hint: hint.includes('herald index --full') },
        `byte ${at}: ${message}`,
      ).toEqual({ remedy: 'damaged', named: true, hint: true });
    }
  });

  it.each([0, 20, 100, 2000])('is refused when a segment is cut off after %i bytes', (bytes) => {
    truncateSync(segment, bytes);
    expect(opening()).toMatchObject({ remedy: 'damaged' });
  });

  it('is refused when a segment, its stored fields or the manifest is missing, too short or too long', () => {
    const stored = segment.replace('.seg', '.docs');
    const whole = readFileSync(stored);
    appendFileSync(stored, 'x');
    expect(opening().message).toMatch(/should have \d+ bytes/);
    writeFileSync(stored, whole.subarray(0, -1));
    expect(opening().message).toContain(stored);
    rmSync(stored);
    expect(opening().message).toContain(stored);
    writeFileSync(stored, whole);
    rmSync(segment);
    expect(opening().message).toContain(segment);
  });

  it('is refused when the segment is one of another index', async () => {
    const elsewhere = openDataFolder(join(folder.root, 'elsewhere'));
    const { snapshot: foreign } = await buildIndex({
      dataFolder: elsewhere,
      source: sourceOfRecords([recordOf({ id: 'z', title: 'Zinc' })]),
      analyzer,
    });
    const file = readdirSync(join(elsewhere.snapshots, foreign)).find((name) => name.endsWith('.seg'))!;
    writeFileSync(segment, readFileSync(join(elsewhere.snapshots, foreign, file)));
    expect(opening().message).toMatch(/not the one its snapshot was made with/);
  });

  it('is refused when its manifest was edited, is of another format, or belongs elsewhere', () => {
    const manifest = join(folder.snapshots, snapshot, 'manifest.json');
    const whole = readFileSync(manifest, 'utf8');
    writeFileSync(manifest, whole.replace('"documents":2', '"documents":3'));
    expect(opening().message).toMatch(/digest does not hold/);
    writeFileSync(manifest, whole.replace('"format":1', '"format":7'));
    expect(opening().message).toMatch(/format 7/);
    writeFileSync(manifest, '[]');
    expect(opening().message).toMatch(/not a manifest/);
  });

  it('tells a record of the stored fields that was changed, when it is read', async () => {
    const stored = segment.replace('.seg', '.docs');
    const bytes = readFileSync(stored);
    bytes[60]! ^= 4;
    writeFileSync(stored, bytes);
    const engine = serve();
    await expect(engine.get('a' as AnnouncementId)).rejects.toThrow(/damaged/);
    await engine.close();
  });

  it('leaves the one before to be served, which is said', async () => {
    truncateSync(segment, 300);
    const engine = serve();
    expect(engine.indexVersion()).not.toBe(snapshot);
    expect(engine.notices.join()).toContain(segment);
    expect((await engine.search(request('grain'))).total).toBe(1);
    await engine.close();
  });

  it('is named with all others when none is whole', () => {
    for (const id of snapshotIds(folder)) rmSync(join(folder.snapshots, id, 'manifest.json'));
    const { message, remedy } = refusal(() => serve());
    expect(remedy).toBe('damaged');
    for (const id of snapshotIds(folder)) expect(message).toContain(id);
  });

  it('is replaced by the next build, without being asked to rebuild', async () => {
    truncateSync(segment, 300);
    const store = new TestStore();
    store.put(recordOf({ id: 'a', title: 'Grain terminal' }));
    expect(await build(store)).toMatchObject({ kind: 'full', documents: 1 });
    expect(existsSync(segment)).toBe(true);
  });
});
