import type { CapturePointer } from '../../crawler/store/capture-rows.ts';
import type { Store } from '../../crawler/store/store.ts';
import { eventKinds, type AnnouncementHistory, type CaptureNote, type EventKind } from './history.ts';

/** The history as the store keeps it. A read-only store will do. */
export function storeHistory(store: Pick<Store, 'announcement' | 'capturesOf' | 'events'>): AnnouncementHistory {
  return {
    announcement(id) {
      const revisions = store.announcement(id);
      if (revisions === undefined || revisions.length === 0) return undefined;
      const captures = store.capturesOf(id).map(captureNote);
      return { revisions, captures: captures.reverse() };
    },
    events({ kinds, limit }) {
      return store.events({ kinds, limit, newestFirst: true }).flatMap((event) =>
        event.announcement === undefined || !isEventKind(event.kind)
          ? []
          : [
              {
                sequence: event.sequence,
                id: event.announcement,
                kind: event.kind,
                at: event.at,
                revision: event.revision ?? 1,
              },
            ],
      );
    },
  };
}

function isEventKind(kind: string): kind is EventKind {
  return (eventKinds as readonly string[]).includes(kind);
}

function captureNote(capture: CapturePointer): CaptureNote {
  return {
    url: capture.url,
    fetchedAt: capture.fetchedAt,
    ...(capture.status === undefined ? {} : { status: capture.status }),
    digest: capture.digest,
    archive: { file: capture.location.file, offset: capture.location.offset },
  };
}
