import type { Hit, SearchRequest } from '../engine.ts';
import type { CompiledQuery } from '../language/compile-query.ts';
import type { Scorer } from './scoring.ts';
import { snippetsOf } from './snippets.ts';
import { sortKeyOf, type Ranked } from './sorting.ts';

export function hitOf(ranked: Ranked, request: SearchRequest, query: CompiledQuery, scorer: Scorer): Hit {
  const { record } = ranked.document;
  const { announcement } = record;
  const { agency, kind, number, published } = announcement;
  return {
    id: announcement.id,
    revision: record.revision,
    url: announcement.url,
    title: announcement.title,
    ...(agency === undefined ? {} : { agency }),
    components: announcement.components,
    ...(kind === undefined ? {} : { kind }),
    topics: announcement.topics,
    ...(number === undefined ? {} : { number }),
    source: announcement.source,
    language: announcement.language,
    ...(published === undefined ? {} : { published }),
    firstSeen: record.firstSeen,
    lastSeen: record.lastSeen,
    ...(record.removedAt === undefined ? {} : { removedAt: record.removedAt }),
    status: record.status,
    versions: record.revisions,
    score: ranked.score,
    snippets: request.snippets ? snippetsOf(query, ranked.document) : [],
    sortKey: sortKeyOf(request, ranked),
    ...(request.explain ? { explanation: scorer.explain(ranked.document) } : {}),
  };
}
