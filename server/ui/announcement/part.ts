import type { RevisionRecord } from '../../../core/announcement.ts';
import type { Words } from '../words/en.ts';

/** What every part of an announcement's page is made from. */
export interface Part {
  readonly newest: RevisionRecord;
  readonly words: Words;
}
