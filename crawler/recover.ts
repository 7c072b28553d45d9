import { join } from 'node:path';
import type { Source } from '../core/source.ts';
import type { Archived } from './archive/captures.ts';
import { readIndex } from './archive/finish-indexes.ts';
import { readRecordAt } from './archive/read-record.ts';
import { ImportRun, type ImportParts } from './import-run.ts';
import { takeArchived } from './import.ts';

/**
 * Takes in what a killed process had archived and not yet stored, so that none of it is asked for again. Answers how many captures.
 *
 * A 404 is left alone: what it means is judged over a whole run, which this one did not come to the end of. So is a listing, which
 * every run asks for, and what no source file claims.
 * @param files archive files whose writer was killed, their indexes finished meanwhile
 */
export async function recover(files: readonly string[], parts: ImportParts): Promise<number> {
  let recovered = 0;
  for (const file of files) {
    const run = new ImportRun(join(parts.archiveFolder, file), parts, {});
    const stored = new Set(parts.store.capturesIn(file).map(({ location }) => location.offset));
    const lost = readIndex(parts.archiveFolder, file).filter(({ location }) => !stored.has(location.offset));
    for (const { location } of lost.sort((one, two) => one.location.offset - two.location.offset)) {
      const archived = readRecordAt(parts.archiveFolder, location);
      if (await takeBack(run, archived, parts.sources)) recovered += 1;
    }
    await run.flush();
  }
  if (recovered > 0) parts.progress.event('recovered', { captures: recovered, files });
  return recovered;
}

async function takeBack(run: ImportRun, archived: Archived, sources: readonly Source[]): Promise<boolean> {
  const source = sources.find(({ id }) => id === archived.notes?.['source']);
  if (source === undefined || archived.notes?.['kind'] !== undefined) return false;
  if (archived.kind === 'capture' && archived.capture.status === 200) {
    await takeArchived(run, archived);
    return true;
  }
  if (archived.kind !== 'revisit' || archived.reason !== 'not-modified') return false;
  const { url, at } = archived;
  await run.later(url, () => {
    const known = run.parts.store.frontierUrl(source.id, url);
    if (known?.lastFetched === undefined || known.lastFetched >= at) return 'passed-over';
    const limits = { ...source.schedule, ...source.removal };
    run.parts.store.recordFetch({ source: source.id, url, at, kind: 'not-modified', attempts: 0, tookMs: 0, limits });
    return 'unchanged';
  });
  return true;
}
