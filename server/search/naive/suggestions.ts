import type { Analyzer } from '../../../indexer/analyse/analyzer.ts';
import type { Suggestion } from '../engine.ts';
import type { NaiveDocument } from './document.ts';

/** Agencies, topics and titles that have the typed text at the beginning of a word; what stands in most announcements first. */
export function suggestFrom(
  corpus: readonly NaiveDocument[],
  text: string,
  limit: number,
  analyzer: Analyzer,
): Suggestion[] {
  const typed = analyzer.fold(text).trim().replace(/\s+/g, ' ');
  if (typed === '' || limit <= 0) return [];
  const found = new Map<string, Suggestion>();
  const offer = (suggestion: Omit<Suggestion, 'count'>): void => {
    if (!beginsAWord(analyzer.fold(suggestion.text), typed)) return;
    const key = `${suggestion.type} ${suggestion.text}`;
    found.set(key, { ...suggestion, count: (found.get(key)?.count ?? 0) + 1 });
  };
  for (const { record, facets } of corpus) {
    for (const agency of facets.agency) offer({ text: agency, type: 'agency' });
    for (const topic of facets.topic) offer({ text: topic, type: 'topic' });
    offer({ text: record.announcement.title, type: 'title', id: record.announcement.id });
  }
  const order = ['agency', 'topic', 'phrase', 'title'];
  const ranked = [...found.values()].sort(
    (a, b) => b.count - a.count || order.indexOf(a.type) - order.indexOf(b.type) || (a.text < b.text ? -1 : 1),
  );
  return ranked.slice(0, limit);
}

function beginsAWord(text: string, typed: string): boolean {
  for (let at = text.indexOf(typed); at >= 0; at = text.indexOf(typed, at + 1)) {
    if (
      at === 0 ||
      !/[\p{L}\p{N}]/u.test(text[at - 1]!) ||
      /[\p{Script=Han}\p{Script=Katakana}\p{Script=Hiragana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u.test(
        text[at]!,
      )
    )
      return true;
  }
  return false;
}
