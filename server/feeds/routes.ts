import { Hono, type Context } from 'hono';
import { engineAsOf } from '../api/as-of.ts';
import { describeSearch, englishDescription } from '../api/description.ts';
import { suggestParameters } from '../api/endpoints.ts';
import { entityTag, matchesTag } from '../api/entity-tag.ts';
import { parameterTable } from '../api/parameter.ts';
import { places } from '../api/places.ts';
import { preparePairs, type PreparedSearch } from '../api/prepared-search.ts';
import { problems, sendProblem } from '../api/problem-answer.ts';
import { readQueryString } from '../api/query-string.ts';
import { refuseParameters } from '../api/refuse-parameters.ts';
import { cacheControl, notModified, suggestionUrl } from '../api/routes.ts';
import { searchFingerprint, searchQueryString } from '../api/search-link.ts';
import { readExportParameters } from '../api/search-parameters.ts';
import { baseOf, factsOf, queryStringOf, type ServerWorld } from '../api/world.ts';
import type { Hit, SearchEngine } from '../search/engine.ts';
import { atomFeed, type FeedFrame } from './atom.ts';
import { csvHeader, csvLine } from './csv.ts';
import { feedEntries } from './feed-entries.ts';
import { readFeedParameters } from './feed-parameters.ts';
import { jsonFeed } from './json-feed.ts';
import { ndjsonLine, type NdjsonWorld } from './ndjson.ts';
import { openSearchDescription } from './opensearch.ts';
import { selectionRows } from './selection-rows.ts';

const noParameters = parameterTable([]);
const suggestTable = parameterTable(suggestParameters);

/** Exports and feeds of any search, and what a browser needs to search from its address bar. */
export function feedRoutes(world: ServerWorld): Hono {
  const app = new Hono();
  app.get('/api/v1/search.csv', (c) => exported(c, world, csvExport));
  app.get('/api/v1/search.ndjson', (c) => exported(c, world, ndjsonExport));
  app.get('/api/v1/search.atom', (c) => feed(c, world, 'atom'));
  app.get('/api/v1/search.feed.json', (c) => feed(c, world, 'feed.json'));
  app.get('/opensearch.xml', (c) => {
    const { refusal } = refuseParameters(c, noParameters);
    if (refusal !== undefined) return refusal;
    return c.body(openSearchDescription(baseOf(world, c.req.url)), 200, {
      'Content-Type': 'application/opensearchdescription+xml; charset=utf-8',
      'Cache-Control': 'public, max-age=86400',
    });
  });
  app.get('/api/v1/suggest.opensearch', (c) => openSearchSuggestions(c, world));
  return app;
}

interface Export {
  readonly extension: string;
  readonly type: string;
  readonly head: (c: Context) => string;
  readonly line: (hit: Hit, world: NdjsonWorld) => string;
}

const csvExport: Export = {
  extension: 'csv',
  type: 'text/csv; charset=utf-8; header=present',
  // Excel takes UTF-8 for a local code page without a byte order mark; programs take the mark for a part of the first name. Browsers ask for HTML.
  head: (c) => (c.req.header('Accept')?.includes('text/html') === true ? `\uFEFF${csvHeader}` : csvHeader),
  line: (hit, { base }) => csvLine(hit, base),
};

const ndjsonExport: Export = {
  extension: 'ndjson',
  type: 'application/x-ndjson; charset=utf-8',
  head: () => '',
  line: ndjsonLine,
};

/** The whole result set as a stream: the next batch is read when the client has taken the last. */
async function exported(c: Context, world: ServerWorld, format: Export): Promise<Response> {
  const current = world.engine();
  if (current === undefined) return sendProblem(c, problems.noIndex(world.noEngineReason?.()));
  const { pairs, errors } = readQueryString(queryStringOf(c.req.url));
  const search = preparePairs(pairs, errors, readExportParameters);
  const { engine, errors: notKept } = engineAsOf(world, current, search.parameters);
  if (search.errors.length + notKept.length > 0)
    return sendProblem(c, problems.parameters([...search.errors, ...notKept]));
  const base = baseOf(world, c.req.url);
  const tag = entityTag(
    engine.indexVersion(),
    base,
    format.extension,
    searchQueryString(search.parameters, 'selection'),
    c.req.header('Accept')?.includes('text/html') === true ? 'html' : '',
  );
  if (matchesTag(c.req.header('If-None-Match'), tag)) return notModified(c, tag, engine.indexVersion());
  const { rows, total, indexVersion } = await selectionRows(engine, search);
  const { label } = await factsOf(engine);
  const exportWorld = { base, label, history: world.history };
  const headers = {
    'Content-Type': format.type,
    'Content-Disposition': `attachment; filename="${fileName(search, label)}.${format.extension}"`,
    'X-Index-Version': indexVersion,
    'X-Total-Count': String(total),
    ETag: tag,
    'Cache-Control': cacheControl,
    Vary: 'Accept, Accept-Encoding',
  };
  if (c.req.method === 'HEAD') return c.body(null, 200, headers);
  return c.body(
    streamed(format.head(c), rows, (hit) => format.line(hit, exportWorld)),
    200,
    headers,
  );
}

function streamed(
  head: string,
  rows: AsyncGenerator<readonly Hit[]>,
  line: (hit: Hit) => string,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let begun = head === '';
  return new ReadableStream({
    async pull(controller) {
      const next = await rows.next();
      const start = begun ? '' : head;
      begun = true;
      if (next.done === true) {
        if (start !== '') controller.enqueue(encoder.encode(start));
        controller.close();
      } else controller.enqueue(encoder.encode(start + next.value.map(line).join('')));
    },
    async cancel() {
      await rows.return(undefined);
    },
  });
}

/** The search in words as a file name: plain ASCII, no longer than file systems and people like. */
function fileName(search: PreparedSearch, label: FeedFrame['label']): string {
  const words = describeSearch(search.parameters, search.readAs, label, englishDescription);
  const plain = words
    .normalize('NFKD')
    .replace(/[^\x20-\x7E]/g, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return `herald-${plain.toLowerCase().slice(0, 80)}`.replace(/-+$/, '');
}

async function feed(c: Context, world: ServerWorld, format: 'atom' | 'feed.json'): Promise<Response> {
  const engine = world.engine();
  if (engine === undefined) return sendProblem(c, problems.noIndex(world.noEngineReason?.()));
  const { pairs, errors } = readQueryString(queryStringOf(c.req.url));
  const { question } = readFeedParameters(pairs);
  const search = preparePairs(pairs, errors, readFeedParameters);
  if (search.errors.length > 0) return sendProblem(c, problems.parameters(search.errors));
  const base = baseOf(world, c.req.url);
  const selection = searchQueryString(search.parameters, 'selection');
  const own = feedQuery(selection, question);
  const newest = world.history.events({ kinds: question.events, limit: 1 })[0]?.sequence ?? 0;
  const tag = entityTag(engine.indexVersion(), String(newest), base, format, own);
  if (matchesTag(c.req.header('If-None-Match'), tag)) return notModified(c, tag, engine.indexVersion());
  const { entries, indexVersion } = await feedEntries(engine, world.history, search, question);
  const { coverage, label } = await factsOf(engine);
  const frame: FeedFrame = {
    title: describeSearch(search.parameters, search.readAs, label, englishDescription),
    id: `urn:herald:search:${searchFingerprint(search.parameters)}:${[...question.events].sort().join('+')}`,
    self: places.searchFormat(base, format, own),
    html: places.searchPage(base, selection),
    base,
    updated: lastCrawl(coverage),
    label,
    history: world.history,
  };
  const [body, type] =
    format === 'atom'
      ? [atomFeed(entries, frame), 'application/atom+xml; charset=utf-8']
      : [jsonFeed(entries, frame), 'application/feed+json; charset=utf-8'];
  return c.body(body, 200, {
    'Content-Type': type,
    ETag: tag,
    'Cache-Control': cacheControl,
    'X-Index-Version': indexVersion,
  });
}

function feedQuery(
  selection: string,
  question: { readonly events: readonly string[]; readonly entries: number },
): string {
  const events = question.events.join(',');
  const parts = [
    selection,
    events === 'new,changed,removed' ? '' : `events=${events}`,
    question.entries === 50 ? '' : `limit=${question.entries}`,
  ];
  return parts.filter((part) => part !== '').join('&');
}

function lastCrawl(coverage: Awaited<ReturnType<SearchEngine['coverage']>>): string {
  return (
    coverage
      .flatMap((source) => source.lastSuccess ?? [])
      .sort()
      .at(-1) ?? new Date(0).toISOString()
  );
}

/** `["wat", ["water", …], [counts], [addresses]]`, as browsers want it. */
async function openSearchSuggestions(c: Context, world: ServerWorld): Promise<Response> {
  const { values, refusal } = refuseParameters(c, suggestTable);
  if (refusal !== undefined) return refusal;
  const engine = world.engine();
  if (engine === undefined) return sendProblem(c, problems.noIndex(world.noEngineReason?.()));
  const q = ((values.get('q')?.[0] as string | undefined) ?? '').trim();
  const found = q === '' ? [] : await engine.suggest(q, (values.get('limit')?.[0] as number | undefined) ?? 8);
  const base = baseOf(world, c.req.url);
  const body = [
    q,
    found.map((each) => each.text),
    found.map((each) => String(each.count)),
    found.map((each) => suggestionUrl(each, base)),
  ];
  return c.body(JSON.stringify(body), 200, {
    'Content-Type': 'application/x-suggestions+json; charset=utf-8',
    'Cache-Control': cacheControl,
  });
}
