import { bodyText, type Announcement, type AnnouncementId, type RevisionRecord } from '../core/announcement.ts';
import { announcementFromJson } from '../crawler/extract/import-json.ts';
import type { CorpusDocument } from './corpus.ts';
import { recordOf } from './record-of.ts';

/** The documents of a corpus as an import reads them. The recorded corpora have a few without a title, which an import refuses and which are left out. */
export function announcementsOf(documents: readonly CorpusDocument[]): Announcement[] {
  return documents.flatMap((document) => {
    const { announcement } = announcementFromJson(document);
    if (announcement === undefined && document.title.trim() !== '')
      throw new Error(`${document.id} is no announcement`);
    return announcement ?? [];
  });
}

/**
 * As many announcements as asked for, from those of a corpus: beyond its own they are made of the halves of two of them, with the day moved
 * and a number of their own in the text, so that postings, lengths and the dictionary grow as they would with real ones. They are read no
 * more: making one takes a small part of what indexing it takes.
 */
export function* varied(announcements: readonly Announcement[], count: number): Generator<RevisionRecord> {
  const texts = announcements.map(({ body }) => bodyText(body));
  for (let i = 0; i < count; i++) {
    const first = i % announcements.length;
    const turn = Math.floor(i / announcements.length);
    const own = announcements[first]!;
    if (turn === 0) {
      yield recordOf(own);
      continue;
    }
    const second = (i * 7919 + turn * 104_729) % announcements.length;
    const halves = `${halfOf(texts[first]!, turn % 2 === 0)} ${halfOf(texts[second]!, turn % 2 === 1)}`;
    yield recordOf({
      ...own,
      id: `${own.id}.${turn}` as AnnouncementId,
      title: `${own.title} ${i}`,
      body: [{ kind: 'text', text: `${halves} No. ${i}-${turn}` }],
      ...(own.published === undefined
        ? {}
        : { published: { ...own.published, value: yearsBefore(own.published.value, 5 * (turn % 4)) } }),
    });
  }
}

function yearsBefore(date: string, years: number): string {
  return `${Number(date.slice(0, 4)) - years}${date.slice(4)}`;
}

function halfOf(text: string, first: boolean): string {
  const middle = text.indexOf(' ', text.length >> 1);
  if (middle < 0) return text;
  return first ? text.slice(0, middle) : text.slice(middle + 1);
}
