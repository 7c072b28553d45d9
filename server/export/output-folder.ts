import { createHash, randomBytes } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  fsyncSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  rmdirSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { syncFolder, writeFileAtomic } from '../../core/atomic-file.ts';
import { HeraldError, messageOf } from '../../core/problem.ts';

/** What `manifest.json` of an export says of itself: by it an earlier export is known, which may be replaced. */
export const exportFormat = 'herald-export/1';

export const manifestName = 'manifest.json';

export interface ExportedFile {
  /** Path inside the folder, `/` between its parts. */
  readonly path: string;
  readonly bytes: number;
  /** `sha256:…` */
  readonly digest: string;
}

/**
 * A folder that appears as a whole or not at all. It is put together under another name beside the target, made durable, and takes the
 * target's place by one rename; an earlier export there is replaced. What a killed export left is cleared away by the next.
 */
export class OutputFolder {
  readonly target: string;
  /** Where files are to be written meanwhile. */
  readonly path: string;

  /** @throws HeraldError `config` when the target holds anything but an earlier export, or cannot be written. */
  constructor(target: string) {
    this.target = resolve(target);
    refuseForeign(this.target);
    const parent = dirname(this.target);
    this.path = join(parent, `${leftoverPrefix(this.target)}${process.pid}-${randomBytes(4).toString('hex')}`);
    try {
      mkdirSync(parent, { recursive: true });
      clearLeftovers(this.target);
      mkdirSync(this.path);
    } catch (error) {
      throw unwritable(this.target, error);
    }
  }

  /** The path of a file in the folder; the folders to it are made. */
  file(name: string): string {
    const path = join(this.path, name);
    mkdirSync(dirname(path), { recursive: true });
    return path;
  }

  /** Writes texts one after the other, as fast as the disk takes them. */
  async write(name: string, texts: AsyncIterable<string> | Iterable<string>): Promise<void> {
    try {
      await pipeline(Readable.from(texts, { objectMode: true }), createWriteStream(this.file(name)));
    } catch (error) {
      throw error instanceof HeraldError ? error : unwritable(this.target, error);
    }
  }

  /** Makes every file durable and tells its size and digest, by path. */
  async files(): Promise<ExportedFile[]> {
    const files: ExportedFile[] = [];
    for (const path of filesIn(this.path).sort()) {
      const hash = createHash('sha256');
      await pipeline(createReadStream(path), hash);
      syncFile(path);
      files.push({
        path: relative(this.path, path).split(sep).join('/'),
        bytes: statSync(path).size,
        digest: `sha256:${hash.digest('hex')}`,
      });
    }
    return files;
  }

  /** Adds the manifest and puts the folder in its place. */
  publish(manifest: object): void {
    try {
      writeFileAtomic(join(this.path, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
      refuseForeign(this.target);
      const old = `${this.path}-old`;
      if (!existsSync(this.target)) renameSync(this.path, this.target);
      else if (readdirSync(this.target).length === 0) {
        rmdirSync(this.target);
        renameSync(this.path, this.target);
      } else {
        renameSync(this.target, old);
        renameSync(this.path, this.target);
      }
      syncFolder(dirname(this.target));
      rmSync(old, { recursive: true, force: true });
    } catch (error) {
      throw error instanceof HeraldError ? error : unwritable(this.target, error);
    }
  }

  /** Takes back what was not published. */
  abandon(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

function refuseForeign(target: string): void {
  if (!existsSync(target)) return;
  if (!statSync(target).isDirectory())
    throw new HeraldError('config', `${target} is a file`, { hint: 'give a folder to export to' });
  const names = readdirSync(target);
  if (names.length === 0 || isExport(target)) return;
  throw new HeraldError('config', `${target} holds something that is no export: ${names.slice(0, 3).join(', ')}`, {
    hint: 'give a new or empty folder, or one of an earlier export, which is then replaced',
  });
}

function isExport(folder: string): boolean {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, manifestName), 'utf8')) as { format?: unknown } | null;
    return manifest?.format === exportFormat;
  } catch {
    return false;
  }
}

function leftoverPrefix(target: string): string {
  return `.${basename(target)}.exporting-`;
}

/** Folders of exports whose process lives no more. An old export that was moved aside and not yet replaced is put back. */
function clearLeftovers(target: string): void {
  const prefix = leftoverPrefix(target);
  for (const name of readdirSync(dirname(target))) {
    if (!name.startsWith(prefix) || isAlive(Number(/^\d+/.exec(name.slice(prefix.length))?.[0]))) continue;
    const path = join(dirname(target), name);
    if (name.endsWith('-old') && !existsSync(target)) renameSync(path, target);
    else rmSync(path, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function unwritable(target: string, cause: unknown): HeraldError {
  return new HeraldError('config', `cannot write the export ${target}: ${messageOf(cause)}`, {
    hint: 'check space and permissions there; nothing was left behind',
    cause,
  });
}
