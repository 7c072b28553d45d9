import type { DocsWords } from './words.ts';

export const en: DocsWords = {
  lead: 'Everything the pages show, for programs. Read-only, open to every origin, no key. The same for machines:',
  short: 'In short',
  firstRequest: 'A first request',
  conventions: [
    'The same filter given twice means either value; different filters must all hold. `_MISSING` stands for “no value”.',
    'Each facet is counted without its own filter, so its numbers stay meaningful after a choice; every value carries the `url` that switches it.',
    'Go through many results by `links.next`; take all of them with `.csv` or `.ndjson`, which have no limit. Follow a search with `.atom` or `.feed.json`.',
    'Answers carry `ETag`, `X-Index-Version`, `X-Request-Id` and `RateLimit`. Ask again with `If-None-Match`: an unchanged index answers 304.',
  ],
  endpoints: 'Endpoints',
  refusals: 'Refusals',
  refusalsText:
    'Every refusal is a problem (RFC 9457, `application/problem+json`). Wrong parameters are told all at once, each with what to write instead; nothing is ignored or clamped in silence.',
  aRefusal: 'A refusal',
  parameters: (count) => (count === 1 ? '1 parameter' : `${count} parameters`),
  parametersOf: (path) => `Parameters of ${path}`,
  parameter: 'Parameter',
  meaning: 'Meaning',
  repeatable: 'repeatable',
  answer: 'Example of an answer',
  answerOf: (path) => `Answer of ${path}`,
};
