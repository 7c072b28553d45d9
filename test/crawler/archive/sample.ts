import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { readCaptures, type Archived } from '../../../crawler/archive/captures.ts';
import { readArchive } from '../../../crawler/archive/read.ts';
import type { ArchiveRecord } from '../../../crawler/archive/record.ts';
import type { Capture } from '../../../crawler/fetch/outcome.ts';
import type { Instant } from '../../../core/instant.ts';
import type { Problem } from '../../../core/problem.ts';

/** A folder of its own that goes when the test ends. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'herald-archive-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function instant(text: string): Instant {
  return new Date(text).toISOString() as Instant;
}

/** A capture of a page of the harbour office of Port Sample, which does not exist. */
export function page(url: string, text: string, more: Partial<Capture> = {}): Capture {
  const payload = Buffer.from(`<!doctype html><title>Harbour office</title><p>${text}</p>`);
  return {
    url,
    fetchedAt: instant('2026-03-04T05:06:07.890Z'),
    status: 200,
    statusText: 'OK',
    headers: [
      ['Content-Type', 'text/html; charset=utf-8'],
      ['ETag', '"berth-7"'],
    ],
    payload,
    content: payload,
    ...more,
  };
}

export async function recordsIn(
  path: string,
  options: { recordLimitBytes?: number } = {},
): Promise<{ records: ArchiveRecord[]; problems: Problem[] }> {
  const records: ArchiveRecord[] = [];
  const problems: Problem[] = [];
  for await (const record of readArchive(path, { ...options, onProblem: (problem) => problems.push(problem) }))
    records.push(record);
  return { records, problems };
}

export async function capturesIn(path: string): Promise<{ archived: Archived[]; problems: Problem[] }> {
  const archived: Archived[] = [];
  const problems: Problem[] = [];
  for await (const one of readCaptures(path, { onProblem: (problem) => problems.push(problem) })) archived.push(one);
  return { archived, problems };
}
