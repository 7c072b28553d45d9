import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DataFolder } from '../../core/data-folder.ts';
import { instantOf } from '../../core/instant.ts';
import { HeraldError, messageOf } from '../../core/problem.ts';
import { unfinishedFiles } from '../../crawler/archive/finish-indexes.ts';
import { writerOf } from '../../crawler/store/lock.ts';
import { silenceText } from '../../crawler/store/silence.ts';
import { openStore, type StoreStatus } from '../../crawler/store/store.ts';
import { openCurrent } from '../../indexer/snapshot/snapshot.ts';
import { archiveSize } from '../folder-size.ts';
import { count } from '../progress-line.ts';
import { bytesText } from '../text.ts';
import { damaged, warning, well, wrong, type Finding } from './finding.ts';

/** Below, warn: a day of thirty publishers and a full index build fit into it. */
const littleBytes = 2e9;
/** Below, refuse to call it well: SQLite's log and one index build may already not fit. */
const tooLittleBytes = 2e8;

/** The data folder: space, lock, archive, store, index. */
export function examineData(data: DataFolder, nowMs: number): Finding[] {
  const { findings, status } = store(data, nowMs);
  return [folder(data), space(data), ...lock(data), archive(data), ...findings, index(data, status)];
}

function folder({ root }: DataFolder): Finding {
  const place = existingPart(root);
  try {
    accessSync(place, constants.R_OK | constants.W_OK | constants.X_OK);
    return well('data', place === root ? root : `${root} (made when it is needed)`);
  } catch {
    return wrong(
      'data',
      `${place} cannot be written`,
      'give another folder with --data DIR or HERALD_DATA, or make this one writable',
    );
  }
}

function space({ root }: DataFolder): Finding {
  const { bavail, bsize } = statfsSync(existingPart(root));
  const free = bavail * bsize;
  const found = `${bytesText(free)} free`;
  if (free < tooLittleBytes)
    return wrong('disk', found, 'free some space, or move the data folder to a larger disk (--data)');
  return free < littleBytes
    ? warning(
        'disk',
        found,
        'free some space soon: archive, store and index need more than twice the size of what is archived',
      )
    : well('disk', found);
}

function lock({ store: path }: DataFolder): Finding[] {
  if (!existsSync(path)) return [];
  const writer = writerOf(path);
  return [well('lock', writer === undefined ? 'free: nobody writes' : `held by ${writer}`)];
}

function archive({ archive: path, store: storePath }: DataFolder): Finding {
  const { files, bytes } = archiveSize(path);
  const found = `${bytesText(bytes)} in ${count(files)} ${files === 1 ? 'file' : 'files'}`;
  const unfinished = existsSync(storePath) && writerOf(storePath) !== undefined ? [] : unfinishedFiles(path);
  return unfinished.length === 0
    ? well('archive', found)
    : warning(
        'archive',
        `${found}; the writer of ${unfinished.join(', ')} was killed`,
        'nothing is lost: the next crawl, watch or import takes in what was archived and not yet stored',
      );
}

function store(data: DataFolder, nowMs: number): { readonly findings: Finding[]; readonly status?: StoreStatus } {
  if (!existsSync(data.store))
    return { findings: [warning('store', 'there is none yet', 'herald crawl or herald import makes it')] };
  try {
    const opened = openStore(data.store, { readOnly: true });
    const status = opened.status(instantOf(nowMs));
    const [newest] = opened.runs({ limit: 1 });
    opened.close();
    const found = `${count(status.announcements)} announcements, ${count(status.sources.length)} sources, ${bytesText(status.bytes)}`;
    const ahead = newest !== undefined && Date.parse(newest.started) > nowMs + 60_000;
    return {
      status,
      findings: [
        ahead
          ? warning(
              'store',
              `${found}; its last run began in the future (${newest.started})`,
              'set the clock of this machine: nothing is due before that time',
            )
          : well('store', found),
        ...status.sources.flatMap((source) => unwell(source)),
      ],
    };
  } catch (error) {
    const hint = error instanceof HeraldError ? error.hint : undefined;
    const isConfig = error instanceof HeraldError && error.remedy === 'config';
    const tell = isConfig ? wrong : damaged;
    return { findings: [tell('store', messageOf(error), hint ?? 'herald import of the archive rebuilds it')] };
  }
}

function unwell({ source, failingSince, failingReason, silence }: StoreStatus['sources'][number]): Finding[] {
  const hint = `herald sources check ${source} says what each step finds`;
  if (failingSince !== undefined)
    return [warning(source, `failing since ${failingSince.slice(0, 10)}: ${failingReason ?? 'nothing was got'}`, hint)];
  return silence?.unusual === true ? [warning(source, silenceText(silence), hint)] : [];
}

function index(data: DataFolder, status: StoreStatus | undefined): Finding {
  if (!existsSync(data.current)) return warning('index', 'there is none yet', 'herald index makes it');
  try {
    const { snapshot } = openCurrent(data);
    const { id, announcements, storeSequence } = snapshot.manifest;
    snapshot.close();
    const found = `${count(announcements)} announcements in snapshot ${id}`;
    return status !== undefined && storeSequence < status.lastSequence
      ? warning('index', `${found}, behind the store`, 'herald index brings it up to date')
      : well('index', found);
  } catch (error) {
    return damaged('index', messageOf(error), 'herald index --full makes it anew');
  }
}

/** The folder itself, or the nearest above it that exists. */
function existingPart(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : existingPart(dirname(path));
}
