import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readRecordAt } from '../../../crawler/archive/read-record.ts';
import { verifyArchive } from '../../../crawler/archive/verify.ts';
import { verifyPointers } from '../../../crawler/store/verify-pointers.ts';
import { announcement, testFolder, testStore } from './sample.ts';

const program = fileURLToPath(new URL('./writer-process.ts', import.meta.url));

/** What the writer said it had stored: number, archive file, offset, length, digest. */
type Acknowledged = readonly [number: string, file: string, offset: string, length: string, digest: string];

const whole = /^\d+ \S+ \d+ \d+ sha256:[0-9a-f]{64}$/;

/** Lets the writer work until it has acknowledged `count` pages, then kills it a moment later. */
async function writeAndKill(path: string, count: number, delayMs: number): Promise<Acknowledged[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', program, path, 'write'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: Acknowledged[] = [];
  const ended = once(child, 'exit');
  for await (const line of createInterface(child.stdout)) {
    // The last line may have been cut by the kill.
    if (whole.test(line)) lines.push(line.split(' ') as unknown as Acknowledged);
    if (lines.length === count) setTimeout(() => child.kill('SIGKILL'), delayMs);
  }
  await ended;
  return lines;
}

describe('a writer killed at any moment', () => {
  it(
    'loses nothing that it acknowledged: the archive verifies, the store opens, the next one goes on',
    { timeout: 60_000 },
    async () => {
      const folder = testFolder();
      const path = join(folder, 'store.db');
      const acknowledged: Acknowledged[] = [];
      for (let round = 0; round < 3; round++)
        acknowledged.push(...(await writeAndKill(path, 1 + round * 100, round * 3.7)));

      const store = testStore(path);
      const report = await verifyArchive(join(folder, 'archive'));
      expect(report.problems.filter(({ code }) => code !== 'torn-record')).toEqual([]);
      expect(store.check()).toEqual([]);
      expect(verifyPointers(store, join(folder, 'archive')).problems).toEqual([]);
      for (const [number, file, offset, length, digest] of acknowledged) {
        const archived = readRecordAt(join(folder, 'archive'), {
          file,
          offset: Number(offset),
          length: Number(length),
        });
        expect(archived.kind === 'metadata' ? undefined : archived.digest).toBe(digest);
        expect(store.announcement(announcement(number, '').id)).toHaveLength(1);
      }
      expect(new Set(acknowledged.map(([number]) => number)).size).toBe(acknowledged.length);
      expect(acknowledged.length).toBeGreaterThan(200);
      expect(store.runs({ limit: 100 }).filter(({ ending }) => ending === 'interrupted')).toHaveLength(2);
    },
  );
});
