import { dayText } from '../../../core/instant.ts';
import type { SourceCoverage } from '../engine.ts';
import type { NaiveDocument } from './document.ts';

/** What the announcements alone tell of each source, by its id; names and crawl states are not among them. */
export function coverageOf(corpus: readonly NaiveDocument[]): SourceCoverage[] {
  const sources = [...new Set(corpus.map((document) => document.record.announcement.source))].sort();
  return sources.map((source) => {
    const own = corpus.filter((document) => document.record.announcement.source === source);
    const days = own.flatMap((document) => document.days?.first ?? []).sort((a, b) => a - b);
    const [first] = days;
    const last = days.at(-1);
    return {
      source,
      name: source,
      documents: own.length,
      ...(first === undefined ? {} : { from: dayText(first) }),
      ...(last === undefined ? {} : { to: dayText(last) }),
    };
  });
}
