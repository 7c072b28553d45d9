import type { AnnouncementId } from '../../core/announcement.ts';
import type { Snapshot } from './snapshot.ts';

/** Which documents of a snapshot are dead: those that were, and those of announcements that are indexed again. */
export class Tombstones {
  private readonly previous: Snapshot;
  private readonly marks: Set<number>[];
  private readonly ids = new Set<AnnouncementId>();

  constructor(previous: Snapshot) {
    this.previous = previous;
    this.marks = previous.manifest.segments.map((entry) => new Set(entry.dead));
  }

  /** Whether an announcement was buried already. */
  has(id: AnnouncementId): boolean {
    return this.ids.has(id);
  }

  /** Marks all documents of an announcement. @returns whether any of them was alive */
  bury(id: AnnouncementId): boolean {
    this.ids.add(id);
    let lived = false;
    this.previous.segments.forEach((segment, i) => {
      const marks = this.marks[i]!;
      for (const document of segment.documentsOf(id)) {
        if (marks.has(document)) continue;
        marks.add(document);
        lived = true;
      }
    });
    return lived;
  }

  /** Dead documents of a segment, ascending. */
  dead(segment: number): number[] {
    return [...this.marks[segment]!].sort((a, b) => a - b);
  }
}
