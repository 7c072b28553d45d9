import type { NaiveDocument } from './document.ts';

/** How many of a document's rarest words stand for it: as many as a person would name. */
const namedWords = 25;

/** Documents that share its telling words, best first; never itself. */
export function similarTo(document: NaiveDocument, corpus: readonly NaiveDocument[], limit: number): NaiveDocument[] {
  const holders = new Map<string, number>();
  for (const other of corpus) for (const stem of stemsOf(other)) holders.set(stem, (holders.get(stem) ?? 0) + 1);
  const weight = (stem: string): number => Math.log(1 + corpus.length / (holders.get(stem) ?? 1));
  const shared = [...stemsOf(document)].filter((stem) => (holders.get(stem) ?? 0) > 1);
  const telling = new Set(shared.sort((a, b) => weight(b) - weight(a) || (a < b ? -1 : 1)).slice(0, namedWords));
  const scored = corpus
    .filter((other) => other.record.announcement.id !== document.record.announcement.id)
    .map((other) => ({
      other,
      score: [...stemsOf(other)].filter((stem) => telling.has(stem)).reduce((sum, stem) => sum + weight(stem), 0),
    }));
  const like = scored.filter(({ score }) => score > 0);
  like.sort((a, b) => b.score - a.score || (a.other.record.announcement.id < b.other.record.announcement.id ? -1 : 1));
  return like.slice(0, limit).map(({ other }) => other);
}

function stemsOf(document: NaiveDocument): ReadonlySet<string> {
  return new Set([...document.tokens.title, ...document.tokens.body].map((token) => token.stem));
}
