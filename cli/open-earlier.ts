import { join } from 'node:path';
import type { DataFolder } from '../core/data-folder.ts';
import { HeraldError } from '../core/problem.ts';
import { currentSnapshotId, snapshotIds } from '../indexer/snapshot/current.ts';
import { readManifest } from '../indexer/snapshot/manifest.ts';
import type { EarlierSnapshots } from '../server/api/world.ts';
import { openEmbeddedEngine, type EmbeddedEngine } from '../server/search/embedded/embedded-engine.ts';
import type { SearchEngine } from '../server/search/engine.ts';
import { openAnalyzer } from './open-analyzer.ts';

/**
 * How long an older snapshot stays open after it was last asked, milliseconds. It takes as much memory as the one in use
 * (300 MB for 57,000 announcements): longer holds that for nobody, shorter opens it anew (0.3 s) for every page of a reader.
 */
const idleMs = 60_000;

/** The kept snapshots of a data folder, opened when asked for, one at a time. */
export function openEarlier(folder: DataFolder, { idle = idleMs } = {}): EarlierSnapshots & { close(): Promise<void> } {
  const kept = new OpenSnapshot(folder, idle);
  const engines = new Map<string, SearchEngine>();
  const versions = (): readonly string[] => {
    const current = currentSnapshotId(folder);
    return snapshotIds(folder)
      .filter((id) => (current === undefined || id < current) && kept.isReadable(id))
      .reverse();
  };
  return {
    versions,
    engine(version) {
      if (!versions().includes(version)) {
        engines.delete(version);
        return undefined;
      }
      let engine = engines.get(version);
      if (engine === undefined) engines.set(version, (engine = engineOver(version, kept)));
      return engine;
    },
    close: () => kept.close(),
  };
}

/** The one older snapshot that is open. Every call asks for it anew, so it may be closed between any two: also in the midst of an export. */
class OpenSnapshot {
  readonly #folder: DataFolder;
  readonly #idleMs: number;
  readonly #readable = new Map<string, boolean>();
  #open: { readonly version: string; readonly engine: EmbeddedEngine } | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(folder: DataFolder, idleMs: number) {
    this.#folder = folder;
    this.#idleMs = idleMs;
  }

  /** Whether this program can ask it: an older one may have read texts by other rules. */
  isReadable(version: string): boolean {
    let readable = this.#readable.get(version);
    if (readable === undefined) {
      try {
        const { analyzer } = readManifest(join(this.#folder.snapshots, version));
        readable = analyzer === openAnalyzer().indexDigest;
      } catch (error) {
        if (!(error instanceof HeraldError)) throw error;
        readable = false;
      }
      this.#readable.set(version, readable);
    }
    return readable;
  }

  engine(version: string): EmbeddedEngine {
    if (this.#open?.version !== version) {
      const engine = openEmbeddedEngine(this.#folder, { analyzer: openAnalyzer(), snapshot: version });
      void this.close();
      this.#open = { version, engine };
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.close(), this.#idleMs);
    this.#timer.unref();
    return this.#open.engine;
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    const engine = this.#open?.engine;
    this.#open = undefined;
    await engine?.close();
  }
}

function engineOver(version: string, kept: OpenSnapshot): SearchEngine {
  return {
    name: 'embedded',
    search: (request) => kept.engine(version).search(request),
    suggest: (text, limit) => kept.engine(version).suggest(text, limit),
    moreLikeThis: (id, limit) => kept.engine(version).moreLikeThis(id, limit),
    get: (id) => kept.engine(version).get(id),
    coverage: () => kept.engine(version).coverage(),
    indexVersion: () => version,
    documentCount: () => kept.engine(version).documentCount(),
    close: () => Promise.resolve(),
  };
}
