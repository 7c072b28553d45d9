import type { AnnouncementId } from '../../../core/announcement.ts';
import type { Hit } from '../engine.ts';
import { masked, union } from './document-set.ts';
import { hitOf } from './hit.ts';
import type { IndexView } from './index-view.ts';
import { masksOf, type Leaf } from './leaf.ts';
import { Matcher } from './matcher.ts';
import type { Plan } from './plan.ts';
import { documentsOf } from './posting-list.ts';
import type { Searchable } from './searchable.ts';
import { scoredTerm, stemList, type ScoredTerm } from './term-lists.ts';
import { Top } from './top.ts';

/** How many of an announcement's telling words stand for it. More find no better likes, and each is one more list to walk; Lucene takes 25, too. */
const tellingWords = 25;

/** Words of the text that are weighed: of a very long text the beginning tells what it is about. */
const weighedCharacters = 20_000;

/** Announcements that share the telling words of one, best first. */
export function similarTo(searchable: Searchable, id: AnnouncementId, limit: number): Hit[] {
  const { view } = searchable;
  const own = newestOf(view, id);
  if (own === undefined || limit <= 0) return [];
  const record = view.segments[own.segment]!.segment.stored;
  const at = view.segments[own.segment]!.segment.storedAt(own.document);
  const { fields, body } = record.read(at.offset, at.length);
  const terms = tellingTerms(
    searchable,
    `${fields.title}\n${body.toString('utf8')}`.slice(0, weighedCharacters),
    fields.language,
  );
  const plan: Plan = { kind: 'or', children: terms.map((term) => ({ kind: 'leaf', leaf: leafOf(view, term) })) };
  return best(searchable, plan, id, limit);
}

/** The living newest revision of an announcement. */
export function newestOf(
  view: IndexView,
  id: string,
): { readonly segment: number; readonly document: number } | undefined {
  for (let segment = 0; segment < view.segments.length; segment++) {
    const { segment: own, liveCurrent } = view.segments[segment]!;
    const documents = masked(Uint16Array.from(own.documentsOf(id)), liveCurrent);
    if (documents.length > 0) return { segment, document: documents[0]! };
  }
  return undefined;
}

/** The stems that stand out: often in the text, rare in the index, in more than this one announcement. */
function tellingTerms({ view, analyzer }: Searchable, text: string, language: string): ScoredTerm[] {
  const frequencies = new Map<string, number>();
  analyzer.eachToken(text, language, (_exact, stem) => frequencies.set(stem, (frequencies.get(stem) ?? 0) + 1));
  const weighed: { stem: string; frequency: number; weight: number }[] = [];
  for (const [stem, frequency] of frequencies) {
    let documents = 0;
    for (const segment of view.segments) {
      const ordinal = segment.segment.stems.find(stem);
      if (ordinal >= 0) documents += segment.segment.stemTo[ordinal]! - segment.segment.stemFrom[ordinal]!;
    }
    if (documents > 1) weighed.push({ stem, frequency, weight: frequency * Math.log(1 + view.documents / documents) });
  }
  weighed.sort((a, b) => b.weight - a.weight || (a.stem < b.stem ? -1 : 1));
  return weighed.slice(0, tellingWords).map(({ stem, frequency }) => {
    const lists = view.segments.map((segment) => {
      const ordinal = segment.segment.stems.find(stem);
      return ordinal < 0 ? [] : [stemList(segment, ordinal)];
    });
    return scoredTerm(view, stem, Math.sqrt(frequency), lists);
  });
}

function leafOf(view: IndexView, term: ScoredTerm): Leaf {
  const documents = view.segments.map((segment, i) =>
    union(term.lists[i] === undefined ? [] : [documentsOf(term.lists[i])], segment.size),
  );
  return {
    documents,
    mask: masksOf(view, documents),
    terms: [term],
    sought: { phrases: [], forms: () => [] },
    reading: () => ({ text: term.term, via: 'word', terms: [], documents: term.counts.any }),
  };
}

function best(searchable: Searchable, plan: Plan, except: string, limit: number): Hit[] {
  const { view, facets, scorer } = searchable;
  const top = new Top<{ segment: number; document: number; score: number; id: string }>(limit, (a, b) =>
    a.score === b.score ? a.id < b.id : a.score > b.score,
  );
  view.segments.forEach((own, segment) => {
    const matcher = new Matcher(own, segment, facets);
    const documents = masked(matcher.match(plan), own.liveCurrent);
    const scores = scorer.score(plan, documents, matcher, segment);
    for (const document of documents) {
      const score = scores[document]!;
      if (top.worst !== undefined && score < top.worst.score) continue;
      const id = own.segment.id(document);
      if (id !== except) top.offer({ segment, document, score, id });
    }
  });
  return top.sorted().map(({ segment, document, score, id }) => {
    const { stored } = view.segments[segment]!.segment;
    const { offset, length } = view.segments[segment]!.segment.storedAt(document);
    return hitOf(stored.fields(offset, length), { score, sortKey: { value: score, id }, snippets: [] });
  });
}
