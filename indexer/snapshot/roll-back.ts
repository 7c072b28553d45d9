import type { DataFolder } from '../../core/data-folder.ts';
import { HeraldError } from '../../core/problem.ts';
import { currentSnapshotId, snapshotIds, switchTo } from './current.ts';
import { openSnapshot } from './snapshot.ts';

/** From which snapshot to which one `current` was moved. */
export interface RolledBack {
  readonly from: string;
  readonly to: string;
}

/**
 * Moves `current` back to a kept snapshot: the one before, or the one named. It is opened first, so that none is made current
 * that cannot be served. The next build begins at what that snapshot knew.
 * @throws HeraldError `config` when there is no such snapshot or it is current already; `damaged` when it cannot be opened
 */
export function rollBack(folder: DataFolder, analyzerDigest: string, wanted?: string): RolledBack {
  const from = currentSnapshotId(folder);
  if (from === undefined)
    throw new HeraldError('config', `there is no index yet in ${folder.root}`, {
      hint: 'make one with `herald index`',
    });
  const others = snapshotIds(folder).filter((id) => id !== from);
  const to = wanted ?? others.filter((id) => id < from).at(-1);
  const hint = others.length === 0 ? 'none is kept beside it' : `kept are: ${others.join(', ')}`;
  if (to === undefined) throw new HeraldError('config', `there is no snapshot before ${from}`, { hint });
  if (to === from) throw new HeraldError('config', `the snapshot ${to} is current already`, { hint });
  openSnapshot(folder, to, analyzerDigest).close();
  switchTo(folder, to);
  return { from, to };
}
