import type { SearchResult } from '../search/engine.ts';
import { describeQuery } from '../search/language/describe-query.ts';
import { createNoteList, noteText } from '../search/language/note.ts';
import { describeSearch } from '../api/description.ts';
import { places } from '../api/places.ts';
import type { PreparedSearch } from '../api/prepared-search.ts';
import { searchQueryString } from '../api/search-link.ts';
import { deepestPageResult, type SearchParameters } from '../api/search-parameters.ts';
import { effectiveSort } from '../api/search-request.ts';
import { Chips, chipsOf, Filters, hasFilters, noFilters } from './filters.tsx';
import { formatsFor } from './formats.ts';
import { Histogram } from './histogram.tsx';
import { Page } from './page.tsx';
import { ResultCard } from './result-card.tsx';
import { pageLink, type SearchView } from './search-view.ts';
import type { Words } from './words/en.ts';

/** The search page. */
export function SearchPage({ view }: { readonly view: SearchView }) {
  const { frame, search, result, dates, label } = view;
  const { words } = frame;
  const { parameters } = search;
  const title = describeSearch(parameters, readAs(search, words), label, words.description);
  const selection = searchQueryString(parameters, 'selection');
  const followed = searchQueryString(parameters, 'feed');
  const formats = formatsFor(words.locale);
  const parts = {
    title,
    current: 'search' as const,
    q: parameters.q,
    noIndex: true,
    canonical: places.searchPage(frame.base, selection),
    alternates: [
      { type: 'application/atom+xml', href: places.searchFormat('', 'atom', followed), title },
      { type: 'application/feed+json', href: places.searchFormat('', 'feed.json', followed), title },
    ],
  };
  const count = words.results.count(result.total, formats.number(result.total));
  return (
    <Page
      frame={frame}
      parts={{
        ...parts,
        children: (
          <div class="columns">
            <aside id="filters" class="filters" aria-label={words.filters.title}>
              <input type="checkbox" id="show-filters" class="toggle" />
              <label for="show-filters" class="toggle-label">
                {words.filters.show}
                {chipsOf(parameters, view).length > 0 && ` (${formats.number(chipsOf(parameters, view).length)})`}
              </label>
              <div id="filter-list" class="filter-list">
                <Filters view={view} />
              </div>
            </aside>
            <main id="main" tabindex={-1}>
              <h1 class="summary" dir="auto">
                {title}
              </h1>
              <div class="tally">
                <p role="status" aria-live="polite" class="count">
                  <strong>{result.totalRelation === 'gte' ? words.results.atLeast(count) : count}</strong>
                </p>
                <SortChoice words={words} search={search} />
              </div>
              <Chips view={view} />
              <Notices view={view} />
              {dates !== undefined && result.total > 0 && (
                <Histogram facet={dates} parameters={parameters} words={words} />
              )}
              {result.hits.length > 0 && (
                <ol
                  class="results"
                  start={(parameters.page - 1) * parameters.limit + 1}
                  aria-label={words.results.list}
                >
                  {result.hits.map((hit) => (
                    <li>
                      <ResultCard hit={hit} words={words} label={label} versions={parameters.versions === 'all'} />
                    </li>
                  ))}
                </ol>
              )}
              {result.total === 0 && <NothingFound search={search} words={words} />}
              <Paging parameters={parameters} result={result} words={words} />
              <Receipt search={search} result={result} words={words} />
              <Take selection={selection} followed={followed} words={words} />
              <Coverage view={view} />
            </main>
          </div>
        ),
      }}
    />
  );
}

/** The search text in the reader's words; empty when there is none. */
function readAs({ query }: PreparedSearch, words: Words): string {
  return query.kind === 'all' ? '' : describeQuery(query, words.query);
}

function SortChoice({ words, search }: { readonly words: Words; readonly search: PreparedSearch }) {
  const current = effectiveSort(search.parameters, search.query);
  return (
    <p class="sort">
      <label for="sort">{words.results.sort}</label>
      <select id="sort" name="sort" form="search">
        {(['relevance', '-published', 'published'] as const).map((sort) => (
          <option value={sort} selected={sort === current}>
            {words.results.sorts[sort]}
          </option>
        ))}
      </select>
      <button type="submit" form="search" class="plain scriptless">
        {words.filters.apply}
      </button>
    </p>
  );
}

/** What the reader should know before the results: another spelling, or that not all words were found together. */
function Notices({ view }: { readonly view: SearchView }) {
  const { search, result, frame } = view;
  const { words } = frame;
  const corrected = result.reading.didYouMean;
  const notes = createNoteList([...search.notes, ...result.reading.notes]).all;
  return (
    <>
      {corrected !== undefined && (
        <p class="meant">
          {words.results.didYouMean}{' '}
          <a href={pageLink(search.parameters, { q: corrected })} dir="auto">
            <strong>{corrected}</strong>
          </a>
        </p>
      )}
      {search.parameters.asOf !== undefined && (
        <p class="notice">
          {words.coverage.asOf(search.parameters.asOf)}{' '}
          <a href={pageLink(search.parameters, { asOf: undefined })}>{words.coverage.now}</a>
        </p>
      )}
      {result.reading.matched === 'any' && search.parameters.match === 'all' && result.total > 0 && (
        <p class="notice">{words.results.anyWord}</p>
      )}
      {notes.length > 0 && (
        <ul class="notice" aria-label={words.reading.title}>
          {notes.map((note) => (
            <li>{sentence(noteText(note, words.notes, formatsFor(words.locale).number))}</li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Notes begin in small letters where the API says them; on a page each stands alone. */
function sentence(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.。…]$/.test(whole) ? whole : `${whole}.`;
}

function NothingFound({ search, words }: { readonly search: PreparedSearch; readonly words: Words }) {
  const { parameters } = search;
  return (
    <section class="nothing">
      <h2>{words.results.none}</h2>
      <p>{words.results.noneHints}</p>
      <ul>
        {parameters.match === 'all' && parameters.q.includes(' ') && (
          <li>
            <a href={pageLink(parameters, { match: 'any' })}>{words.results.matchAny}</a>
          </li>
        )}
        {hasFilters(parameters) && (
          <li>
            <a href={pageLink(parameters, noFilters)}>{words.results.clearFilters}</a>
          </li>
        )}
        <li>
          <a href="/help">{words.box.help}</a>
        </li>
      </ul>
    </section>
  );
}

function Paging({
  parameters,
  result,
  words,
}: {
  readonly parameters: SearchParameters;
  readonly result: SearchResult;
  readonly words: Words;
}) {
  const formats = formatsFor(words.locale);
  const first = (parameters.page - 1) * parameters.limit;
  const last = first + result.hits.length;
  const hasNext = result.hits.length > 0 && (last < result.total || result.totalRelation === 'gte');
  if (parameters.page === 1 && !hasNext) return null;
  const reachable = last + parameters.limit <= deepestPageResult;
  return (
    <nav class="paging" aria-label={words.results.paging}>
      {parameters.page > 1 && (
        <a rel="prev" href={pageLink(parameters, { page: parameters.page - 1 })}>
          ← {words.results.previous}
        </a>
      )}
      {result.hits.length > 0 && (
        <span>{words.results.page(formats.number(first + 1), formats.number(last), formats.number(result.total))}</span>
      )}
      {hasNext && reachable && (
        <a rel="next" href={pageLink(parameters, { page: parameters.page + 1 })}>
          {words.results.next} →
        </a>
      )}
      {hasNext && !reachable && <span>{words.results.deeper}</span>}
    </nav>
  );
}

/** The receipt: how each word was read, and the way to the words as typed. */
function Receipt({
  search,
  result,
  words,
}: {
  readonly search: PreparedSearch;
  readonly result: SearchResult;
  readonly words: Words;
}) {
  const read = result.reading.words;
  if (read.length === 0) return null;
  const formats = formatsFor(words.locale);
  return (
    <details class="receipt">
      <summary>{words.reading.title}</summary>
      <p>
        {words.reading.readAs}: <span dir="auto">{readAs(search, words)}</span>
      </p>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{words.reading.word}</th>
              <th scope="col">{words.reading.forms}</th>
              <th scope="col" class="number">
                {words.reading.documents}
              </th>
            </tr>
          </thead>
          <tbody>
            {read.map((word) => (
              <tr>
                <th scope="row" dir="auto">
                  {word.text}
                </th>
                <td>
                  {word.terms.map((term, at) => (
                    <>
                      {at > 0 && ', '}
                      <span dir="auto" title={words.reading.via[term.via]}>
                        {term.term}
                      </span>{' '}
                      <small>({formats.number(term.documents)})</small>
                    </>
                  ))}
                </td>
                <td class="number">{formats.number(word.documents)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {!search.parameters.exact && (
        <p>
          <a href={pageLink(search.parameters, { exact: true })}>{words.reading.exact}</a>
        </p>
      )}
    </details>
  );
}

/** What was searched and how fresh it is: silence about it would pass for completeness. */
function Coverage({ view }: { readonly view: SearchView }) {
  const { words } = view.frame;
  const formats = formatsFor(words.locale);
  const count = view.coverage.reduce((sum, source) => sum + source.documents, 0);
  const from = view.coverage.flatMap((source) => source.from ?? []).sort()[0];
  const to = view.coverage
    .flatMap((source) => source.to ?? [])
    .sort()
    .at(-1);
  return (
    <p class="hint coverage">
      {from !== undefined && to !== undefined && (
        <>{words.coverage.note(formats.number(count), formats.stated(from, 'day'), formats.stated(to, 'day'))} </>
      )}
      <a href="/sources">{words.coverage.details}</a> · {words.coverage.index} <code>{view.result.indexVersion}</code>
    </p>
  );
}

interface TakeProps {
  readonly selection: string;
  /** Of it what a feed takes: it has its own order. */
  readonly followed: string;
  readonly words: Words;
}

function Take({ selection, followed, words }: TakeProps) {
  return (
    <section class="take" aria-labelledby="take">
      <h2 id="take">{words.take.title}</h2>
      <ul>
        <li>
          <a href={places.searchFormat('', 'atom', followed)}>{words.take.atom}</a>
        </li>
        <li>
          <a href={places.searchFormat('', 'feed.json', followed)}>{words.take.json}</a>
        </li>
        <li>
          <a href={places.searchFormat('', 'csv', selection)} rel="nofollow">
            {words.take.csv}
          </a>
        </li>
        <li>
          <a href={places.searchFormat('', 'ndjson', selection)} rel="nofollow">
            {words.take.ndjson}
          </a>
        </li>
        <li>
          <a href={places.searchApi('', selection)}>{words.take.api}</a>
        </li>
      </ul>
    </section>
  );
}
