import type { SearchEngine } from '../search/engine.ts';
import type { FinishedAnswer } from './answering-threads.ts';
import { entityTag } from './entity-tag.ts';
import type { PreparedSearch } from './prepared-search.ts';
import type { SearchAnswer } from './schemas.ts';
import { searchAnswer } from './search-answer.ts';
import { searchQueryString } from './search-link.ts';
import { searchRequest } from './search-request.ts';
import { factsOf } from './world.ts';

/** Its bytes are alone in their memory: a Buffer could be a piece of a larger one, which would be kept and sent to other threads whole. */
const encoder = new TextEncoder();

/** Runs a search that has no errors. `base` is the origin of its links. */
export async function finishedAnswer(
  engine: SearchEngine,
  prepared: PreparedSearch,
  base: string,
): Promise<FinishedAnswer> {
  const result = await engine.search(searchRequest(prepared.parameters, prepared.query));
  const answer = searchAnswer(prepared, result, { base, ...(await factsOf(engine)) });
  const { indexVersion } = result;
  return {
    body: encoder.encode(JSON.stringify(answer)),
    link: linkHeader(answer),
    tag: searchTag(indexVersion, prepared, base),
    indexVersion,
  };
}

/** The entity tag of a search's answer, known before it is run. */
export function searchTag(indexVersion: string, { parameters }: PreparedSearch, base: string): string {
  return entityTag(indexVersion, base, 'search', searchQueryString(parameters));
}

function linkHeader({ links }: SearchAnswer): string {
  const parts = [
    `<${links.html}>; rel="alternate"; type="text/html"`,
    `<${links.atom}>; rel="alternate"; type="application/atom+xml"`,
  ];
  if (links.next !== null) parts.push(`<${links.next}>; rel="next"`);
  if (links.previous !== null) parts.push(`<${links.previous}>; rel="prev"`);
  return parts.join(', ');
}
