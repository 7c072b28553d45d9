import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../../core/problem.ts';
import { interpret } from './captures.ts';
import { formatCdxj, parseCdxj, type CdxjEntry } from './cdxj.ts';
import { readArchive } from './read.ts';
import type { ArchiveRecord } from './record.ts';
import { indexPath, openIndexPath, writeIndex } from './warc-file.ts';

/** Names of the WARC files of an archive folder, our own and others', in the order of their names (ours: of time). */
export function archiveFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /\.warc(\.gz)?$/.test(name))
    .sort();
}

/** The WARC files that a killed writer left: those with an unsorted index and no sorted one. */
export function unfinishedFiles(folder: string): string[] {
  return archiveFiles(folder).filter(
    (name) => !existsSync(indexPath(folder, name)) && existsSync(openIndexPath(folder, name)),
  );
}

/** The entries of a WARC file's sorted index. */
export function readIndex(folder: string, name: string): CdxjEntry[] {
  return knownEntries(indexPath(folder, name));
}

/** Writes the sorted index of every WARC file that has none, as a killed writer leaves them. Only what its unsorted index lacks is read again. */
export async function finishIndexes(folder: string, onProblem: (problem: Problem) => void): Promise<void> {
  for (const name of archiveFiles(folder)) {
    if (existsSync(indexPath(folder, name))) continue;
    const known = knownEntries(openIndexPath(folder, name)).filter((entry) => entry.location.file === name);
    const last = known.at(-1)?.location;
    const lines = known.map(formatCdxj);
    for await (const line of indexLines(folder, name, onProblem, last && last.offset + last.length)) lines.push(line);
    writeIndex(folder, name, lines);
  }
}

/** The index of one WARC file made from its records, whatever index there is. */
export async function rebuildIndex(
  folder: string,
  name: string,
  onProblem: (problem: Problem) => void,
): Promise<number> {
  const lines: string[] = [];
  for await (const line of indexLines(folder, name, onProblem, undefined)) lines.push(line);
  writeIndex(folder, name, lines);
  return lines.length;
}

async function* indexLines(
  folder: string,
  name: string,
  onProblem: (problem: Problem) => void,
  startOffset: number | undefined,
): AsyncGenerator<string> {
  for await (const record of readArchive(join(folder, name), {
    onProblem,
    ...(startOffset === undefined ? {} : { startOffset }),
  })) {
    const entry = entryOf(record);
    if (entry) yield formatCdxj(entry);
  }
}

/** The index entry of a record; nothing for records that answer no URL and for those without a place of their own. */
export function entryOf(record: ArchiveRecord): CdxjEntry | undefined {
  const archived = interpret(record).value;
  if (!archived?.location || archived.kind === 'metadata') return undefined;
  const { url, at, location } = archived;
  const common = { url, at, location };
  switch (archived.kind) {
    case 'capture': {
      const type = archived.capture.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
      return {
        ...common,
        mime: type.split(';')[0]!.trim().toLowerCase() || 'unk',
        status: archived.capture.status,
        digest: archived.digest,
      };
    }
    case 'revisit':
      return {
        ...common,
        mime: 'warc/revisit',
        ...(archived.status === undefined ? {} : { status: archived.status }),
        digest: archived.digest ?? '',
      };
    case 'resource':
      return { ...common, mime: archived.contentType, digest: archived.digest };
  }
}

function knownEntries(path: string): CdxjEntry[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split(/(?<=\n)/)
    .filter((line) => line.endsWith('\n'))
    .flatMap((line) => parseCdxj(line) ?? []);
}
