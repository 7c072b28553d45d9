import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** WARC files of an archive folder: how many and how large together. */
export function archiveSize(folder: string): { readonly files: number; readonly bytes: number } {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.warc.gz')) : [];
  return { files: names.length, bytes: names.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) };
}
