import type { Source } from '../../core/source.ts';
import type { SearchEngine, SourceCoverage } from '../search/engine.ts';
import type { AnsweringThreads } from './answering-threads.ts';
import type { CrawlState } from './crawl-state.ts';
import type { AnnouncementHistory } from './history.ts';
import { englishLabels, labelsFor, type Label, type LabelWords } from './labels.ts';

/** What the routes stand on. One request asks `engine` once and keeps what it got: it sees one snapshot. */
export interface ServerWorld {
  /** The engine of the snapshot in use; `undefined` while there is none. */
  readonly engine: () => SearchEngine | undefined;
  readonly history: AnnouncementHistory;
  /** Origin for absolute links, no slash at the end; where absent, that of each request. */
  readonly baseUrl?: string;
  /** Why there is no engine, in words with what to do. */
  readonly noEngineReason?: () => string | undefined;
  /** What the store knows of the crawl; absent where there is only an index. */
  readonly crawlState?: () => CrawlState;
  /** Older snapshots, for `as_of`. */
  readonly earlier?: EarlierSnapshots;
  /** What the source files set for how each publisher is asked. */
  readonly publishers?: readonly PublisherRules[];
  /** Threads that answer searches of the snapshot in use; absent: the server does it all in its own. */
  readonly threads?: AnsweringThreads;
}

/** How a publisher is asked, by its source file. */
export type PublisherRules = Pick<Source, 'id' | 'politeness' | 'schedule' | 'timeZone'>;

/** The snapshots that are kept beside the one in use. */
export interface EarlierSnapshots {
  /** Their versions, the newest first. */
  versions(): readonly string[];
  /** An engine over one of them; `undefined` when it is kept no more. It belongs to whoever keeps the snapshots. */
  engine(version: string): SearchEngine | undefined;
}

interface Known {
  readonly coverage: readonly SourceCoverage[];
  readonly labels: Map<LabelWords, Label>;
}

const known = new WeakMap<SearchEngine, { version: string; facts: Promise<Known> }>();

/** Coverage and labels of the snapshot being served, computed once a snapshot. */
export async function factsOf(
  engine: SearchEngine,
  words: LabelWords = englishLabels,
): Promise<{ readonly coverage: readonly SourceCoverage[]; readonly label: Label }> {
  const version = engine.indexVersion();
  let entry = known.get(engine);
  if (entry?.version !== version) {
    entry = {
      version,
      facts: engine.coverage().then((coverage) => ({ coverage, labels: new Map<LabelWords, Label>() })),
    };
    known.set(engine, entry);
  }
  const { coverage, labels } = await entry.facts;
  let label = labels.get(words);
  if (label === undefined) labels.set(words, (label = labelsFor(words, coverage)));
  return { coverage, label };
}

/** The origin that links of an answer begin with. */
export function baseOf(world: ServerWorld, requestUrl: string): string {
  if (world.baseUrl !== undefined) return world.baseUrl;
  // scheme://host of an absolute URL; cheaper than parsing it on every request.
  const path = requestUrl.indexOf('/', requestUrl.indexOf('//') + 2);
  return path < 0 ? requestUrl : requestUrl.slice(0, path);
}

/** What stands after `?` in a request's URL, without a fragment. */
export function queryStringOf(requestUrl: string): string {
  const mark = requestUrl.indexOf('?');
  if (mark < 0) return '';
  const hash = requestUrl.indexOf('#', mark);
  return requestUrl.slice(mark + 1, hash < 0 ? undefined : hash);
}
