import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFetcher } from '../../../crawler/fetch/fetcher.ts';
import { localSource, page } from './site.ts';
import { virtualClock } from './virtual-clock.ts';

const shared = new URL('../../../../shared/', import.meta.url);
const recording = fileURLToPath(new URL('corpora/justice-2016-2018.cdxj', shared));
const absent = !existsSync(recording);

describe.skipIf(absent)(
  `a recorded site that fails one time in five${absent ? ' (skipped: the recording is not beside the project)' : ''}`,
  () => {
    let replay: ChildProcess;
    let proxy = '';

    beforeAll(async () => {
      replay = spawn(
        process.execPath,
        [fileURLToPath(new URL('tools/replay.mjs', shared)), '--fail', '0.2', recording],
        { stdio: ['ignore', 'pipe', 'ignore'] },
      );
      for await (const line of createInterface({ input: replay.stdout! })) {
        proxy = (JSON.parse(line) as { proxy: string }).proxy;
        break;
      }
    });
    afterAll(() => replay.kill());

    it('gives every page in the end: 500, 503 with Retry-After, resets and halves of bodies notwithstanding', async () => {
      const urls = readFileSync(recording, 'utf8')
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { url: string }).url)
        .filter((url) => !url.endsWith('/robots.txt'))
        .slice(0, 250)
        // Without TLS, because its throw-away authority can be trusted only by a process that is started with it.
        .map((url) => url.replace('https:', 'http:'));
      const fetcher = createFetcher({ proxy: { http: proxy }, clock: virtualClock() });
      const source = localSource({ concurrency: 8, attempts: 8 }, false);
      const outcomes = await Promise.all(urls.map((url) => fetcher.fetch(page(url, { source }))));
      await fetcher.close();
      expect(outcomes.filter(({ kind }) => kind !== 'fetched')).toEqual([]);
      expect(outcomes.reduce((sum, { attempts }) => sum + attempts, 0)).toBeGreaterThan(280);
    });
  },
);
