import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../../core/problem.ts';
import { parseCdxj } from '../archive/cdxj.ts';
import { indexPath, openIndexPath } from '../archive/warc-file.ts';
import type { Store } from './store.ts';

export interface PointersReport {
  readonly captures: number;
  readonly problems: readonly Problem[];
}

/** Compares every capture that the store knows with the archive's indexes (which `verifyArchive` has compared with the records), one file at a time. */
export function verifyPointers(store: Store, archiveFolder: string): PointersReport {
  const problems: Problem[] = [];
  let captures = 0;
  for (const file of store.captureFiles()) {
    const pointers = store.capturesIn(file);
    captures += pointers.length;
    const index = indexOf(archiveFolder, file);
    if (!index) {
      problems.push({
        code: 'lost-file',
        message: `the store knows ${pointers.length} captures in it, but it is not in the archive folder`,
        hint: 'restore it from a backup',
        where: file,
      });
      continue;
    }
    for (const { url, digest, location } of pointers) {
      if (index.get(location.offset) === digest) continue;
      problems.push({
        code: 'lost-capture',
        message: `the archive has no capture of ${url} with the payload ${digest} there`,
        hint: 'restore the file from a backup',
        where: `${file}@${location.offset}`,
      });
    }
  }
  return { captures, problems };
}

/** Payload digests by offset. */
function indexOf(folder: string, file: string): Map<number, string> | undefined {
  if (!existsSync(join(folder, file))) return undefined;
  const path = [indexPath(folder, file), openIndexPath(folder, file)].find((one) => existsSync(one));
  const entries =
    path === undefined
      ? []
      : readFileSync(path, 'utf8')
          .split('\n')
          .flatMap((line) => parseCdxj(line) ?? []);
  return new Map(entries.map(({ location, digest }) => [location.offset, digest]));
}
