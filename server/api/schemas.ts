import { z } from 'zod';
import { dateIntervals, facetNames } from '../search/query.ts';
import { statuses } from './search-parameters.ts';

/**
 * The answers of the API, as schemas: the types of the code that writes them, the schemas of the OpenAPI document, and
 * what the tests hold every answer against. Strict: a member that is not here may not be answered.
 */
export const schemaRegistry = z.registry<{ id: string; description?: string }>();

const instant = z.string().describe('UTC, ISO 8601');
const link = z.string().describe('absolute URL');

export const statedDateSchema = z
  .strictObject({
    value: z
      .string()
      .describe(
        'As long as the precision says: 2014, 2014-03, 2014-03-25 or 2014-03-25T10:00+09:00. A day is never shifted by a time zone.',
      ),
    precision: z.enum(['minute', 'day', 'month', 'year']),
    source: z.string().describe('Where the date was found: json-ld, meta, label, dateline, url, feed … first-seen'),
  })
  .register(schemaRegistry, { id: 'StatedDate', description: 'A date as the publisher stated it' });

const labelled = z
  .strictObject({ value: z.string(), label: z.string() })
  .register(schemaRegistry, { id: 'Labelled', description: 'A value for filters and its name for readers' });

const run = z.strictObject({ text: z.string(), hit: z.literal(true).optional() }).register(schemaRegistry, {
  id: 'Run',
  description: 'A piece of text; hit where it is what was searched for. Text, never HTML',
});

const snippet = z
  .strictObject({ field: z.enum(['title', 'body']), runs: z.array(run) })
  .register(schemaRegistry, { id: 'Snippet', description: 'A passage that shows why it was found' });

export const explanationSchema = z.strictObject({
  value: z.number(),
  description: z.string(),
  get parts() {
    return z.array(explanationSchema);
  },
});
schemaRegistry.add(explanationSchema, { id: 'Explanation', description: 'The account of a score, part by part' });

export const resultSchema = z
  .strictObject({
    id: z.string(),
    revision: z.int().min(1).describe('Which of its versions this is'),
    url: z.string().describe("The publisher's page"),
    title: z.string(),
    agency: labelled.nullable(),
    components: z.array(z.string()),
    kind: labelled.nullable(),
    topics: z.array(z.string()),
    number: z.string().nullable(),
    source: labelled,
    language: z.string().describe('BCP 47; und when unknown'),
    published: statedDateSchema.nullable(),
    first_seen: instant,
    last_seen: instant,
    removed_at: instant.nullable(),
    status: z.enum(statuses),
    versions: z.int().min(1).describe('How many versions Herald has seen'),
    score: z.number().describe('Comparable within one answer only'),
    snippets: z.array(snippet),
    explanation: explanationSchema.optional(),
    links: z.strictObject({ html: link, self: link }),
  })
  .register(schemaRegistry, {
    id: 'Result',
    description: 'One announcement (or, with versions=all, one version of it)',
  });

const facetValue = z
  .strictObject({
    value: z.string(),
    label: z.string(),
    count: z.int().min(0),
    selected: z.boolean(),
    url: z.string().describe('The same search with this value added, or removed when it is selected'),
  })
  .register(schemaRegistry, { id: 'FacetValue' });

const valueFacet = z
  .strictObject({
    values: z.array(facetValue),
    missing: z.int().min(0).describe('Matches without any value; filter for them with _MISSING'),
    total_values: z.int().min(0).describe('How many values the matches have in all'),
    truncated: z.boolean().describe('Whether there are more values than listed'),
    scope: z.literal('exclude_own').describe('Counted with every filter but its own'),
  })
  .register(schemaRegistry, { id: 'ValueFacet' });

const dateFacet = z
  .strictObject({
    values: z.array(facetValue),
    interval: z.enum(dateIntervals),
    missing: z.int().min(0).describe('Matches without a date'),
    total_values: z.int().min(0).describe('Years, months or days from the first match to the last'),
    truncated: z.boolean().describe('Earlier or later ones are not listed; facet_published:… lists more'),
    left_out: z.int().min(0).describe('Matches in those that are not listed'),
    scope: z.literal('exclude_own'),
  })
  .register(schemaRegistry, {
    id: 'DateFacet',
    description:
      'In order of time, without gaps between the first and the last listed; where there are too many, the latest of the chosen span',
  });

const facetsSchema = z.strictObject({
  ...(Object.fromEntries(facetNames.map((name) => [name, valueFacet.optional()])) as Record<
    (typeof facetNames)[number],
    z.ZodOptional<typeof valueFacet>
  >),
  ...(Object.fromEntries(dateIntervals.map((interval) => [`published:${interval}`, dateFacet.optional()])) as Record<
    `published:${(typeof dateIntervals)[number]}`,
    z.ZodOptional<typeof dateFacet>
  >),
});

const wordReading = z
  .strictObject({
    text: z.string(),
    via: z.enum(['word', 'exact', 'phrase', 'prefix', 'fuzzy']),
    terms: z.array(
      z.strictObject({
        term: z.string(),
        via: z.enum(['exact', 'stem', 'synonym', 'prefix', 'fuzzy', 'segment']),
        documents: z.int().min(0),
      }),
    ),
    documents: z.int().min(0),
  })
  .register(schemaRegistry, {
    id: 'WordReading',
    description: 'How one word or phrase was read, and how many announcements each form has',
  });

const interpretationSchema = z
  .strictObject({
    read_as: z.string().describe('The query in words'),
    matched: z.enum(['all', 'any']).describe('any: no announcement had all words, these have some'),
    words: z.array(wordReading),
    did_you_mean: z.strictObject({ q: z.string(), url: link }).nullable(),
    notes: z.array(z.string()),
    exact_url: link.nullable().describe('The same search with words as typed; null when it already is'),
  })
  .register(schemaRegistry, { id: 'Interpretation', description: 'How the search text was understood' });

export const sourceCoverageSchema = z
  .strictObject({
    source: z.string(),
    name: z.string(),
    documents: z.int().min(0),
    from: z.string().nullable().describe('First published day'),
    to: z.string().nullable().describe('Last published day'),
    last_success: instant.nullable(),
    failing_since: instant.nullable(),
    robots: z.string().nullable(),
    status: z.enum(['ok', 'failing', 'unknown']),
  })
  .register(schemaRegistry, {
    id: 'SourceCoverage',
    description: 'What Herald holds of a publisher, and how fresh it is',
  });

export const searchAnswerSchema = z
  .strictObject({
    description: z.string().describe('The search in words'),
    total: z.int().min(0),
    total_relation: z.enum(['eq', 'gte']),
    index_version: z.string(),
    took_ms: z.number().describe('Inside the engine'),
    interpretation: interpretationSchema,
    results: z.array(resultSchema),
    facets: facetsSchema,
    coverage: z.array(sourceCoverageSchema),
    links: z.strictObject({
      self: link,
      next: link.nullable(),
      previous: link.nullable(),
      html: link,
      csv: link,
      ndjson: link,
      atom: link,
      json_feed: link,
    }),
  })
  .register(schemaRegistry, { id: 'SearchAnswer' });

const paragraphSchema = z
  .strictObject({ kind: z.enum(['text', 'heading', 'item', 'quote', 'table', 'caption', 'contact']), text: z.string() })
  .register(schemaRegistry, { id: 'Paragraph', description: 'Text, never HTML' });

const provenance = z
  .strictObject({ kind: z.string(), detail: z.string().optional() })
  .register(schemaRegistry, { id: 'Provenance', description: 'Where a field was found' });

export const revisionSummarySchema = z
  .strictObject({
    revision: z.int().min(1),
    seen: instant,
    title: z.string(),
    digest: z.string(),
    current: z.boolean(),
    links: z.strictObject({ self: link, html: link, diff: link.nullable() }),
  })
  .register(schemaRegistry, { id: 'RevisionSummary' });

export const captureSchema = z
  .strictObject({
    url: z.string(),
    fetched_at: instant,
    status: z.int().nullable().describe('HTTP status; null for an imported announcement'),
    digest: z.string().nullable(),
    archive: z
      .strictObject({ file: z.string(), offset: z.int().min(0) })
      .nullable()
      .describe('Where its record lies in the WARC archive'),
  })
  .register(schemaRegistry, { id: 'Capture', description: 'One response as received' });

export const announcementContentSchema = z.strictObject({
  title: z.string(),
  body: z.array(paragraphSchema),
  published: statedDateSchema.nullable(),
  modified: statedDateSchema.nullable(),
  agency: z.string().nullable(),
  components: z.array(z.string()),
  kind: labelled.nullable(),
  topics: z.array(z.string()),
  number: z.string().nullable(),
  people: z.array(z.strictObject({ name: z.string(), office: z.string().optional() })),
  places: z.array(z.string()),
  organizations: z.array(z.string()),
  quotes: z
    .array(z.strictObject({ text: z.string(), speaker: z.string(), office: z.string().optional() }))
    .describe('What the announcement quotes, with who says it'),
  contacts: z.array(z.string()),
  attachments: z.array(z.strictObject({ url: z.string(), title: z.string(), type: z.string().optional() })),
  language: z.string(),
  translations: z.array(z.strictObject({ language: z.string(), url: z.string() })),
  provenance: z.record(z.string(), provenance),
});

export const announcementAnswerSchema = z
  .strictObject({
    id: z.string(),
    url: z.string(),
    source: labelled,
    status: z.enum(statuses),
    first_seen: instant,
    last_seen: instant,
    removed_at: instant.nullable(),
    revision: z.int().min(1),
    ...announcementContentSchema.shape,
    revisions: z.array(revisionSummarySchema),
    captures: z.array(captureSchema),
    more_like_this: z.array(
      z.strictObject({ id: z.string(), title: z.string(), links: z.strictObject({ html: link, self: link }) }),
    ),
    citation: z.string().describe('Ready to paste'),
    links: z.strictObject({ self: link, html: link }),
  })
  .register(schemaRegistry, {
    id: 'AnnouncementAnswer',
    description: 'One announcement in its newest text, with its history',
  });

const diffPiece = z
  .strictObject({ op: z.enum(['same', 'added', 'removed']), text: z.string() })
  .register(schemaRegistry, { id: 'DiffPiece' });

export const diffSchema = z
  .strictObject({
    from: z.int().min(1),
    to: z.int().min(1),
    words_added: z.int().min(0),
    words_removed: z.int().min(0),
    title: z.array(diffPiece),
    body: z.array(z.strictObject({ kind: paragraphSchema.shape.kind, pieces: z.array(diffPiece) })),
    fields: z.array(z.strictObject({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() })),
  })
  .register(schemaRegistry, { id: 'Diff', description: 'Word by word, from one version to another' });

export const revisionAnswerSchema = z
  .strictObject({
    id: z.string(),
    url: z.string(),
    revision: z.int().min(1),
    revisions: z.int().min(1),
    current: z.boolean(),
    seen: instant,
    digest: z.string(),
    ...announcementContentSchema.shape,
    diff: diffSchema.nullable(),
    links: z.strictObject({
      self: link,
      html: link,
      announcement: link,
      previous: link.nullable(),
      next: link.nullable(),
    }),
  })
  .register(schemaRegistry, { id: 'RevisionAnswer', description: 'One version of an announcement' });

export const suggestAnswerSchema = z
  .strictObject({
    q: z.string(),
    suggestions: z.array(
      z.strictObject({
        text: z.string(),
        type: z.enum(['title', 'agency', 'topic', 'phrase']),
        count: z.int().min(0),
        url: link,
      }),
    ),
  })
  .register(schemaRegistry, { id: 'SuggestAnswer' });

export const sourcesAnswerSchema = z
  .strictObject({
    index_version: z.string(),
    documents: z.int().min(0),
    sources: z.array(
      z.strictObject({ ...sourceCoverageSchema.shape, links: z.strictObject({ search: link, html: link }) }),
    ),
  })
  .register(schemaRegistry, { id: 'SourcesAnswer' });

export const healthAnswerSchema = z
  .strictObject({
    status: z.enum(['ok', 'unavailable']),
    version: z.string(),
    index_version: z.string().nullable(),
    documents: z.int().min(0).nullable(),
  })
  .register(schemaRegistry, { id: 'HealthAnswer' });

const count = z.int().min(0);

const runSchema = z
  .strictObject({
    source: z.string(),
    started: instant,
    ended: instant.nullable(),
    ending: z.string().nullable().describe('complete, stopped, alarm, failed or interrupted; null while it runs'),
    reason: z.string().nullable(),
    requests: count,
    outcomes: z.record(z.string(), count).describe('How the addresses asked for ended'),
    bytes: count,
    saved_bytes: count.describe('What answers 304 saved: the size of what was known'),
    new: count,
    changed: count,
    unchanged: count,
    restored: count,
    missing: count,
    removed: count,
    robots: z
      .array(
        z.strictObject({
          host: z.string(),
          verdict: z.enum(['allowed', 'disallowed', 'unreachable']),
          reason: z.string().nullable().describe('The line that forbade it, or why the file could not be had'),
          urls: count,
        }),
      )
      .describe('What robots.txt answered, the most frequent first'),
    slowest_host: z
      .strictObject({ host: z.string(), mean_ms: z.number().min(0), slowest_ms: z.number().min(0) })
      .nullable(),
    given_up: z.array(z.strictObject({ reason: z.string(), pages: count })).describe('Pages given up, by reason'),
  })
  .register(schemaRegistry, { id: 'CrawlRun', description: 'One crawl of one source' });

const sourceStateSchema = z
  .strictObject({
    source: z.string(),
    announcements: count,
    last_success: instant.nullable(),
    failing_since: instant.nullable(),
    failing_reason: z.string().nullable(),
    robots: z.string().nullable(),
    robots_reason: z.string().nullable().describe('The line of robots.txt that decided, or why it could not be read'),
    robots_at: instant.nullable(),
    crawl_delay_ms: z.number().min(0).nullable().describe('Between requests, as robots.txt asks for'),
    wait_ms: z.number().min(0).nullable().describe('After an answer, as it was kept last'),
    user_agent: z.string().nullable().describe('The name under which it was asked last'),
    urls: z.record(z.string(), count).describe('Addresses of the frontier by state'),
    outcomes: z.record(z.string(), count).describe('How requests ended, over all runs'),
  })
  .register(schemaRegistry, { id: 'SourceState' });

export const statusAnswerSchema = z
  .strictObject({
    version: z.string(),
    started: instant.describe('when this process began to serve'),
    index: z
      .strictObject({
        version: z.string(),
        announcements: count,
        made_at: instant.nullable(),
        age_seconds: z.number().min(0).nullable(),
        kept_versions: z.array(z.string()).describe('Older ones that as_of= can ask'),
      })
      .nullable()
      .describe('null while there is none'),
    store: z
      .strictObject({
        announcements: count,
        live: count,
        changed: count,
        removed: count,
        revisions: count,
        last_event: count.describe('Number of the newest event'),
      })
      .nullable()
      .describe('null where the server has only an index'),
    due: count.nullable().describe('Pages waiting to be looked at'),
    sources: z.array(sourceStateSchema),
    runs: z.array(runSchema).describe('The last runs, the newest first'),
  })
  .register(schemaRegistry, { id: 'StatusAnswer' });

export const adminRunSchema = z
  .strictObject({
    id: z.string(),
    kind: z.enum(['crawl', 'reindex']),
    state: z.enum(['running', 'done', 'failed']),
    started: instant,
    ended: instant.nullable(),
    result: z.record(z.string(), z.unknown()).nullable().describe('What it did, when it is done'),
    error: z.string().nullable().describe('Why it failed'),
    links: z.strictObject({ self: link }),
  })
  .register(schemaRegistry, { id: 'AdminRun', description: 'Work that an admin call set off' });

export const problemSchema = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string().optional(),
    request_id: z.string().optional(),
    errors: z
      .array(z.strictObject({ param: z.string(), message: z.string(), suggestion: z.string().optional() }))
      .optional(),
  })
  .register(schemaRegistry, {
    id: 'Problem',
    description: 'RFC 9457; errors lists every parameter that was wrong, with what to write instead',
  });

export type SearchAnswer = z.infer<typeof searchAnswerSchema>;
export type ResultAnswer = z.infer<typeof resultSchema>;
export type FacetValueAnswer = z.infer<typeof facetValue>;
export type ValueFacetAnswer = z.infer<typeof valueFacet>;
export type DateFacetAnswer = z.infer<typeof dateFacet>;
export type SourceCoverageAnswer = z.infer<typeof sourceCoverageSchema>;
export type AnnouncementAnswer = z.infer<typeof announcementAnswerSchema>;
export type AnnouncementContent = z.infer<typeof announcementContentSchema>;
export type RevisionAnswer = z.infer<typeof revisionAnswerSchema>;
export type CaptureAnswer = z.infer<typeof captureSchema>;
export type DiffAnswer = z.infer<typeof diffSchema>;
export type DiffPiece = z.infer<typeof diffPiece>;
export type SuggestAnswer = z.infer<typeof suggestAnswerSchema>;
export type SourcesAnswer = z.infer<typeof sourcesAnswerSchema>;
export type StatusAnswer = z.infer<typeof statusAnswerSchema>;
export type AdminRunAnswer = z.infer<typeof adminRunSchema>;
export type ProblemAnswer = z.infer<typeof problemSchema>;
