import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DatabaseSync } from '@photostructure/sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { HeraldError } from '../../../core/problem.ts';
import { openStore } from '../../../crawler/store/store.ts';
import { announcement, day, fetched, harbour, testFolder, testStore } from './sample.ts';

function refusal(open: () => unknown): HeraldError {
  try {
    open();
  } catch (error) {
    if (error instanceof HeraldError) return error;
    throw error;
  }
  throw new Error('it was opened');
}

const writer = fileURLToPath(new URL('./writer-process.ts', import.meta.url));

/** Another process that holds the store open for writing until it is ended. */
async function otherWriter(path: string): Promise<{ pid: number; kill: (signal: NodeJS.Signals) => Promise<void> }> {
  const child = spawn(process.execPath, ['--import', 'tsx', writer, path, 'hold'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return {
    pid: child.pid!,
    kill: async (signal) => {
      child.kill(signal);
      await once(child, 'exit');
    },
  };
}

describe('opening the store', () => {
  it('keeps everything over a restart, in plain tables that say what they are', () => {
    const path = join(testFolder(), 'store.db');
    const first = openStore(path);
    first.putAnnouncement(announcement('7', 'Berth 7 is closed.'), day(1));
    first.close();
    const second = testStore(path);
    expect([...second.records()]).toMatchObject([{ announcement: { title: 'Notice 7' } }]);
    expect(second.lastSequence()).toBe(1);
    expect(second.check()).toEqual([]);
    expect(readFileSync(path).includes('Berth 7 is closed.')).toBe(true);
  });

  it('refuses what is no store, each with what to do', () => {
    const folder = testFolder();
    const at = (name: string): string => join(folder, name);
    writeFileSync(at('letter.db'), 'Dear harbour master, '.repeat(300));
    mkdirSync(at('folder.db'));
    testStore(at('newer.db')).close();
    const bytes = readFileSync(at('newer.db'));
    // The user_version stands at byte 60 of the file's header (sqlite.org/fileformat2.html).
    bytes.writeUInt32BE(99, 60);
    writeFileSync(at('newer.db'), bytes);
    bytes.writeUInt32BE(1, 60);
    bytes.writeUInt32BE(7, 68);
    writeFileSync(at('foreign.db'), bytes);

    const cases: [string, string, RegExp][] = [
      ['letter.db', 'damaged', /not a SQLite database/],
      ['folder.db', 'config', /is a folder/],
      ['newer.db', 'config', /format 99; this version of Herald knows up to 3/],
      ['foreign.db', 'config', /not a store of Herald/],
      ['nowhere/store.db', 'config', /cannot lock|cannot open/],
    ];
    for (const [name, remedy, message] of cases) {
      const error = refusal(() => openStore(at(name)));
      expect([name, error.remedy, error.message]).toEqual([name, remedy, expect.stringMatching(message)]);
      expect(error.hint).toBeTruthy();
    }
    expect(refusal(() => openStore(at('none.db'), { readOnly: true }))).toMatchObject({
      remedy: 'config',
      message: expect.stringMatching(/there is no store/) as string,
    });
    expect(existsSync(at('none.db'))).toBe(false);
  });

  it('brings a store of format 1 up to date when it writes, and reads it as it is', () => {
    const path = join(testFolder(), 'store.db');
    const store = openStore(path);
    store.recordManners(harbour, day(1), { verdict: 'allowed' });
    store.endRun(store.beginRun(harbour, day(1)), day(1, 1), 'complete');
    store.close();
    const database = new DatabaseSync(path);
    for (const column of ['crawl_delay_ms', 'wait_ms', 'user_agent'])
      database.exec(`ALTER TABLE sources DROP COLUMN ${column}`);
    database.exec('DROP TABLE run_robots; PRAGMA user_version = 1');
    database.close();
    const reader = openStore(path, { readOnly: true });
    expect(reader.coverage(day(2))).toMatchObject([{ source: harbour, robots: { verdict: 'allowed' } }]);
    expect(reader.runs()).toMatchObject([{ source: harbour, ending: 'complete', robots: [] }]);
    reader.close();
    const writer = testStore(path);
    writer.recordManners(harbour, day(2), {
      verdict: 'allowed',
      crawlDelayMs: 5000,
      waitMs: 5000,
      userAgent: 'Herald',
    });
    expect(writer.coverage(day(2))).toMatchObject([{ crawlDelayMs: 5000, waitMs: 5000, userAgent: 'Herald' }]);
    const run = writer.beginRun(harbour, day(2));
    const robots = [{ host: 'harbour.test', verdict: 'allowed' }] as const;
    writer.recordFetch(fetched('1', day(2), { robots }));
    expect(writer.endRun(run, day(2, 1), 'complete').robots).toEqual([{ ...robots[0], urls: 1 }]);
  });

  it('tells of a store with damaged pages', () => {
    const path = join(testFolder(), 'store.db');
    const store = openStore(path);
    store.batch(() => {
      for (let n = 0; n < 300; n++) store.putAnnouncement(announcement(String(n), 'x'.repeat(400)), day(1));
    });
    store.close();
    const bytes = readFileSync(path);
    bytes.fill(0x55, Math.floor(bytes.length / 2), Math.floor((bytes.length * 3) / 4));
    writeFileSync(path, bytes);
    const damaged = testStore(path);
    expect(damaged.check().join('\n')).toMatch(/./);
    expect(refusal(() => [...damaged.records()])).toMatchObject({
      remedy: 'damaged',
      hint: expect.stringMatching(/backup/) as string,
    });
  });

  it.skipIf(process.getuid?.() === 0)(
    'tells of a folder that cannot be written (skipped for root, who can write anywhere)',
    () => {
      const folder = testFolder();
      testStore(join(folder, 'store.db')).close();
      chmodSync(folder, 0o500);
      expect(refusal(() => openStore(join(folder, 'store.db')))).toMatchObject({ remedy: 'config' });
      chmodSync(folder, 0o700);
    },
  );

  it('can be read while it is written, each reader seeing one moment', () => {
    const path = join(testFolder(), 'store.db');
    const writing = testStore(path);
    writing.putAnnouncement(announcement('7', 'one'), day(1));
    const reading = openStore(path, { readOnly: true });
    onTestFinished(() => reading.close());
    reading.reading(() => {
      expect(reading.counts().announcements).toBe(1);
      writing.putAnnouncement(announcement('8', 'two'), day(1));
      expect(reading.counts().announcements).toBe(1);
    });
    expect(reading.counts().announcements).toBe(2);
    expect(() => reading.putAnnouncement(announcement('9', 'three'), day(1))).toThrow();
  });

  it('undoes a batch that fails, and only that', () => {
    const store = testStore();
    store.putAnnouncement(announcement('1', 'one'), day(1));
    expect(() =>
      store.batch(() => {
        store.putAnnouncement(announcement('2', 'two'), day(1));
        store.batch(() => store.putAnnouncement(announcement('3', 'three'), day(1)));
        throw new Error('power cut');
      }),
    ).toThrow('power cut');
    expect(store.counts().announcements).toBe(1);
    store.putAnnouncement(announcement('4', 'four'), day(1));
    expect(store.counts().announcements).toBe(2);
  });

  it('copies itself while it is open', () => {
    const store = testStore();
    store.putAnnouncement(announcement('7', 'one'), day(1));
    const target = join(testFolder(), 'copy.db');
    store.copyTo(target);
    store.putAnnouncement(announcement('8', 'two'), day(1));
    expect([...testStore(target).records()]).toHaveLength(1);
  });
});

describe('two writers', () => {
  it('do not collide: the second is told who holds the store, and may write when that one has ended or was killed', async () => {
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      const path = join(testFolder(), 'store.db');
      const other = await otherWriter(path);
      const error = refusal(() => openStore(path));
      expect(error).toMatchObject({
        remedy: 'retry-later',
        message: expect.stringContaining(`process ${other.pid} `) as string,
      });
      expect(error.hint).toContain(`end process ${other.pid}`);
      const reading = openStore(path, { readOnly: true });
      expect(reading.counts().announcements).toBe(1);
      reading.close();
      await other.kill(signal);
      expect(testStore(path).putAnnouncement(announcement('mine', 'mine'), day(1))).toBe('new');
    }
  });

  it('of one process do not collide either', () => {
    const path = join(testFolder(), 'store.db');
    testStore(path);
    expect(refusal(() => openStore(path)).message).toContain(`process ${process.pid} `);
  });
});

describe('the status of a store', () => {
  it('counts what is there, what is due, and how each source is doing', () => {
    const store = testStore();
    for (let n = 0; n < 10; n++) {
      store.putAnnouncement(
        announcement(String(n), 'text', {
          published: { value: `2026-03-${String(1 + n).padStart(2, '0')}`, precision: 'day', source: 'label' },
        }),
        day(1 + n),
      );
    }
    store.putAnnouncement(announcement('undated', 'text'), day(10));
    store.addCandidates(harbour, [{ url: 'https://harbour.test/due' }], day(1));
    store.recordManners(harbour, day(1), { verdict: 'allowed' });
    store.recordManners(harbour, day(9), {
      verdict: 'disallowed',
      reason: 'Disallow: /news/',
      crawlDelayMs: 10_000,
      waitMs: 2500,
      userAgent: 'Herald/1.0 (+crawl@example.org)',
    });
    const run = store.beginRun(harbour, day(9));
    store.recordFetch({
      source: harbour,
      url: 'https://harbour.test/due',
      at: day(9),
      kind: 'disallowed',
      attempts: 0,
      tookMs: 0,
      limits: { minRecheckMs: 1, maxRecheckMs: 2, afterMs: 1 },
    });
    store.endRun(run, day(9), 'complete');
    const status = store.status(day(31));
    expect(status).toMatchObject({ announcements: 11, revisions: 11, live: 11, due: 1 });
    expect(status.sources).toEqual([
      {
        source: harbour,
        announcements: 11,
        live: 11,
        changed: 0,
        removed: 0,
        revisions: 11,
        undated: 1,
        firstPublished: '2026-03-01',
        lastPublished: '2026-03-10',
        lastNew: day(10),
        crawlDelayMs: 10_000,
        waitMs: 2500,
        userAgent: 'Herald/1.0 (+crawl@example.org)',
        failingSince: day(9),
        failingReason: 'disallowed',
        robots: { verdict: 'disallowed', reason: 'Disallow: /news/', at: day(9) },
        urls: { discovered: 0, live: 0, missing: 0, removed: 0, refused: 1 },
        silence: { days: 21, usualDays: 1, longestUsualDays: 1, unusual: true },
      },
    ]);
    expect(store.events({ kinds: ['robots'] })).toMatchObject([
      { details: { verdict: 'disallowed', before: 'allowed' } },
    ]);
  });
});
