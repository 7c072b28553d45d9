import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PageCase } from './cases.ts';
import { peers } from './peers.ts';

/** What each of the other extractors takes for the body, by its name. */
export type PeerTexts = Readonly<Record<string, string>>;

/** The other extractors' texts of pages, by the page's file. Kept in the folder for temporary files: making them takes minutes. */
export async function peerTexts(pages: readonly PageCase[]): Promise<ReadonlyMap<string, PeerTexts>> {
  const path = join(tmpdir(), 'herald-bench-peer-texts.json');
  const known = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, PeerTexts>) : {};
  const missing = pages.filter(({ file }) => known[file] === undefined);
  if (missing.length > 0) {
    const extractors = await peers();
    for (const page of missing) {
      const html = page.html();
      known[page.file] = Object.fromEntries(extractors.map(({ name, read }) => [name, read(html, page.url).text]));
    }
    writeFileSync(`${path}.new`, JSON.stringify(known));
    renameSync(`${path}.new`, path);
  }
  return new Map(Object.entries(known));
}
