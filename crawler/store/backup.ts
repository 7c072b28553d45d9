import { createHash } from 'node:crypto';
import {
  copyFileSync,
  createReadStream,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { writeFileAtomic } from '../../core/atomic-file.ts';
import { dataFolder, type DataFolder } from '../../core/data-folder.ts';
import { instantOf, type Instant } from '../../core/instant.ts';
import { HeraldError, messageOf, type Problem } from '../../core/problem.ts';
import { version } from '../../core/version.ts';
import { archiveFiles } from '../archive/finish-indexes.ts';
import { indexPath } from '../archive/warc-file.ts';
import { takeLock } from './lock.ts';
import { openStore } from './store.ts';

/** What a backup holds, as `manifest.json` in it says. Snapshots are not in it: `herald index` builds them from the store. */
export interface BackupManifest {
  /** Version of Herald that made it. */
  readonly herald: string;
  readonly madeAt: Instant;
  /** Of the newest event in the store's copy. */
  readonly lastSequence: number;
  readonly announcements: number;
  readonly files: readonly BackupFile[];
}

export interface BackupFile {
  /** Path inside the backup, `/` between its parts. */
  readonly path: string;
  readonly bytes: number;
  /** `sha256:…` */
  readonly digest: string;
}

const manifestName = 'manifest.json';

/**
 * Copies store and archive into a folder that is empty or holds an earlier backup, which is brought up to date. May run
 * while a crawl writes: the store's copy is of one moment, and the archive is copied after it, so that everything the
 * store points to is there. Archive files that are complete never change: they are hard-linked where the file system
 * allows and not read again by the next backup. The manifest is written last: a folder without one is no backup.
 * @throws HeraldError `config`: no store, or the target holds something else; `stop-crawl`: the target cannot be written.
 */
export async function backupData(
  source: string,
  target: string,
  options: { readonly now?: () => number } = {},
): Promise<BackupManifest> {
  const [from, to] = [dataFolder(source), dataFolder(target)];
  if (from.root === to.root)
    throw new HeraldError('config', `${target} is the data folder itself`, {
      hint: 'give another folder for the backup',
    });
  const store = openStore(from.store, { readOnly: true });
  try {
    const known = prepareTarget(to);
    store.copyTo(to.store);
    const files = [await fileOf(to.root, 'store.db')];
    for (const path of copyArchive(from, to)) files.push(known.get(path) ?? (await fileOf(to.root, path)));
    const manifest = {
      herald: version,
      madeAt: instantOf(options.now?.() ?? Date.now()),
      ...countsOf(to.store),
      files,
    };
    writeFileAtomic(join(to.root, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
    return manifest;
  } catch (error) {
    if (error instanceof HeraldError) throw error;
    throw new HeraldError('stop-crawl', `cannot write the backup ${target}: ${messageOf(error)}`, {
      hint: 'check space and permissions there; the data folder was not touched',
      cause: error,
    });
  } finally {
    store.close();
  }
}

/**
 * Puts a backup back into a data folder that has no store and no archive yet, after every file was compared with the manifest.
 * @throws HeraldError `damaged` when the backup is not as its manifest says, `config` when the target holds data.
 */
export async function restoreData(backup: string, target: string): Promise<BackupManifest> {
  const [from, to] = [dataFolder(backup), dataFolder(target)];
  const manifest = readManifest(from);
  const problems = await checkBackup(backup);
  if (problems.length > 0)
    throw new HeraldError('damaged', `the backup ${backup} is not as its manifest says`, {
      hint: 'use another backup',
      problems,
    });
  if (existsSync(to.store) || archiveFiles(to.archive).length > 0) {
    throw new HeraldError('config', `${target} already holds data`, {
      hint: 'restore into an empty folder, or move the old data away first',
    });
  }
  mkdirSync(to.archive, { recursive: true });
  const lock = takeLock(to.store);
  try {
    // The store last: a folder in which the copy was cut off has none, and restoring can simply begin again.
    for (const { path } of [...manifest.files].reverse()) copyFileSync(join(from.root, path), join(to.root, path));
  } finally {
    lock.release();
  }
  return manifest;
}

/** Compares every file of a backup with its manifest. @throws HeraldError `config` when there is no backup. */
export async function checkBackup(backup: string): Promise<Problem[]> {
  const folder = dataFolder(backup);
  const problems: Problem[] = [];
  for (const file of readManifest(folder).files) {
    const found = existsSync(join(folder.root, file.path)) ? await fileOf(folder.root, file.path) : undefined;
    if (found?.digest === file.digest) continue;
    problems.push({
      code: found ? 'wrong-digest' : 'lost-file',
      message: found
        ? `the file has ${found.bytes} bytes with ${found.digest}, the manifest says ${file.bytes} with ${file.digest}`
        : 'the file is gone',
      where: join(folder.root, file.path),
    });
  }
  return problems;
}

function readManifest(folder: DataFolder): BackupManifest {
  const path = join(folder.root, manifestName);
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as BackupManifest;
  } catch (error) {
    throw new HeraldError(
      'config',
      `${folder.root} is no backup: ${existsSync(path) ? `its manifest cannot be read, ${messageOf(error)}` : 'it has no manifest.json'}`,
      {
        hint: 'give a folder that "herald backup" has written to its end',
        cause: error,
      },
    );
  }
}

/** Empties the target of what will be written anew; answers the files of an earlier backup that need not be read again. */
function prepareTarget(to: DataFolder): ReadonlyMap<string, BackupFile> {
  const manifestPath = join(to.root, manifestName);
  const earlier = existsSync(manifestPath) ? readManifest(to) : undefined;
  const strange = existsSync(to.root)
    ? readdirSync(to.root).filter((name) => ![manifestName, 'archive', 'store.db'].includes(name))
    : [];
  if (strange.length > 0) {
    throw new HeraldError('config', `${to.root} holds something that is no backup: ${strange.slice(0, 3).join(', ')}`, {
      hint: 'give an empty folder, or one of an earlier backup',
    });
  }
  mkdirSync(to.archive, { recursive: true });
  rmSync(manifestPath, { force: true });
  rmSync(to.store, { force: true });
  const same = (earlier?.files ?? []).filter(
    ({ path, bytes }) => existsSync(join(to.root, path)) && statSync(join(to.root, path)).size === bytes,
  );
  return new Map(same.map((file) => [file.path, file]));
}

/** Copies what is not there yet; answers the paths of all archive files. */
function copyArchive(from: DataFolder, to: DataFolder): string[] {
  return archiveFiles(from.archive).flatMap((name) => {
    const index = indexPath(from.archive, name);
    const complete = existsSync(index);
    copyFile(join(from.archive, name), join(to.archive, name), complete);
    if (!complete) return [`archive/${name}`];
    const indexName = index.slice(dirname(index).length + 1);
    copyFileSync(index, join(to.archive, indexName));
    return [`archive/${name}`, `archive/${indexName}`];
  });
}

function copyFile(source: string, target: string, complete: boolean): void {
  if (complete && existsSync(target) && statSync(target).size === statSync(source).size) return;
  rmSync(target, { force: true });
  try {
    if (complete) {
      linkSync(source, target);
      return;
    }
  } catch {
    // Another file system, or one without hard links: copied instead.
  }
  copyFileSync(source, target);
}

async function fileOf(root: string, path: string): Promise<BackupFile> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(join(root, path)), hash);
  return { path, bytes: statSync(join(root, path)).size, digest: `sha256:${hash.digest('hex')}` };
}

function countsOf(storePath: string): { readonly lastSequence: number; readonly announcements: number } {
  const copy = openStore(storePath, { readOnly: true });
  try {
    return { lastSequence: copy.lastSequence(), announcements: copy.counts().announcements };
  } finally {
    copy.close();
  }
}
