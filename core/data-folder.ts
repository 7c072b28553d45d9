import { accessSync, constants, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { HeraldError, messageOf } from './problem.ts';

/** Where everything that Herald keeps at run time lies. Only `archive` cannot be rebuilt from the others. */
export interface DataFolder {
  readonly root: string;
  /** WARC files and their CDXJ indexes. */
  readonly archive: string;
  /** The SQLite store. */
  readonly store: string;
  /** One folder a snapshot. */
  readonly snapshots: string;
  /** The file that names the snapshot in use. */
  readonly current: string;
}

export function dataFolder(root: string): DataFolder {
  const absolute = resolve(root);
  return {
    root: absolute,
    archive: join(absolute, 'archive'),
    store: join(absolute, 'store.db'),
    snapshots: join(absolute, 'snapshots'),
    current: join(absolute, 'current'),
  };
}

/** Makes the folders and proves that they can be written. @throws HeraldError `config` naming the folder and the cause. */
export function openDataFolder(root: string): DataFolder {
  const folder = dataFolder(root);
  try {
    for (const path of [folder.root, folder.archive, folder.snapshots]) {
      mkdirSync(path, { recursive: true });
      accessSync(path, constants.W_OK | constants.X_OK);
    }
  } catch (error) {
    throw new HeraldError('config', `cannot write the data folder ${folder.root}: ${messageOf(error)}`, {
      hint: 'give another with --data DIR or HERALD_DATA, or make this one writable',
      cause: error,
    });
  }
  return folder;
}
