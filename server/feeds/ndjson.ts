import { bodyText, type AnnouncementId, type Paragraph } from '../../core/announcement.ts';
import type { AnnouncementHistory } from '../api/history.ts';
import type { Label } from '../api/labels.ts';
import { resultAnswer } from '../api/search-answer.ts';
import type { Hit } from '../search/engine.ts';

export interface NdjsonWorld {
  readonly base: string;
  readonly label: Label;
  readonly history: AnnouncementHistory;
}

/** A result as one line of JSON with its whole text. Neither score nor snippets: they belong to a page of results, not to a data set. */
export function ndjsonLine(hit: Hit, world: NdjsonWorld): string {
  const body = textOf(world.history, hit.id, hit.revision);
  return `${JSON.stringify({ ...resultAnswer(hit, world), score: undefined, snippets: undefined, body })}\n`;
}

/** The text of a version; `null` where the store has it no more, or there is none. */
export function textOf(history: AnnouncementHistory, id: AnnouncementId, revision: number): string | null {
  const body: readonly Paragraph[] | undefined = history
    .announcement(id)
    ?.revisions.find((each) => each.revision === revision)?.announcement.body;
  return body === undefined ? null : bodyText(body);
}
