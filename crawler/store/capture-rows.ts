import type { Instant } from '../../core/instant.ts';
import type { CaptureLocation } from '../archive/record.ts';
import type { Connection } from './connection.ts';

/** A pointer into the archive, as the store keeps it. */
export interface CapturePointer {
  readonly url: string;
  readonly fetchedAt: Instant;
  /** `revisit`: the payload is that of an earlier capture with the same digest. */
  readonly kind: 'capture' | 'revisit' | 'resource';
  readonly status?: number;
  readonly contentType?: string;
  /** `sha256:…` of the payload. */
  readonly digest: string;
  readonly location: CaptureLocation;
}

export interface Captures {
  /** The captures of an announcement, oldest first. */
  capturesOf(announcementId: string): CapturePointer[];
  /** The captures of a URL, oldest first. */
  capturesOfUrl(url: string): CapturePointer[];
  /** The earliest capture that holds the payload with this digest: where a revisit's bytes are, and what `findOriginal` of the archive asks. */
  findOriginal(digest: string): CapturePointer | undefined;
  /** Names of the archive files that captures point into. */
  captureFiles(): string[];
  /** The captures that point into an archive file. */
  capturesIn(file: string): CapturePointer[];
}

export function capturesOf(connection: Connection): Captures {
  return {
    capturesOf: (id) =>
      connection
        .all<CaptureRow>(
          `SELECT c.* FROM captures c JOIN announcements a ON a.key = c.announcement WHERE a.id = ? ORDER BY c.fetched_at, c.key`,
          id,
        )
        .map(pointerOf),
    capturesOfUrl: (url) =>
      connection.all<CaptureRow>('SELECT * FROM captures WHERE url = ? ORDER BY fetched_at, key', url).map(pointerOf),
    captureFiles: () =>
      connection.all<{ file: string }>('SELECT DISTINCT file FROM captures ORDER BY file').map(({ file }) => file),
    capturesIn: (file) =>
      connection.all<CaptureRow>('SELECT * FROM captures WHERE file = ? ORDER BY offset', file).map(pointerOf),
    findOriginal: (digest) => {
      const row = connection.get<CaptureRow>(
        "SELECT * FROM captures WHERE digest = ? AND kind = 'capture' ORDER BY key LIMIT 1",
        digest,
      );
      return row && pointerOf(row);
    },
  };
}

/** Writes a pointer; one that is there already (an archive imported twice) is kept as it is. */
export function writeCapture(
  connection: Connection,
  source: string,
  capture: CapturePointer,
  announcement?: number,
): void {
  const { url, fetchedAt, kind, status, contentType, digest, location } = capture;
  connection.run(
    `INSERT INTO captures (source, url, fetched_at, kind, status, content_type, digest, file, offset, length, announcement)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET announcement = excluded.announcement
       WHERE excluded.announcement IS NOT NULL AND announcement IS NOT excluded.announcement`,
    source,
    url,
    fetchedAt,
    kind,
    status,
    contentType,
    digest,
    location.file,
    location.offset,
    location.length,
    announcement,
  );
}

interface CaptureRow {
  readonly url: string;
  readonly fetched_at: string;
  readonly kind: string;
  readonly status: number | null;
  readonly content_type: string | null;
  readonly digest: string;
  readonly file: string;
  readonly offset: number;
  readonly length: number;
}

function pointerOf(row: CaptureRow): CapturePointer {
  return {
    url: row.url,
    fetchedAt: row.fetched_at as Instant,
    kind: row.kind as CapturePointer['kind'],
    ...(row.status === null ? {} : { status: row.status }),
    ...(row.content_type === null ? {} : { contentType: row.content_type }),
    digest: row.digest,
    location: { file: row.file, offset: row.offset, length: row.length },
  };
}
