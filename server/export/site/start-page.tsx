import { spanTitle, undated } from './browse-page.tsx';
import type { Edition, SiteFacts } from './edition.ts';
import { Frame, written } from './frame.tsx';
import { newestFirst, Rows, type Row } from './row.tsx';

/** Newest announcements on the start page: what fits on two screens. */
const newestShown = 20;

/** The page that opens: the search, the newest, and every month. */
export function startPage(
  months: ReadonlyMap<string, readonly Row[]>,
  total: number,
  edition: Edition,
  facts: SiteFacts,
): string {
  const { words, texts, formats, title } = edition;
  const newest = [...months.values()].flatMap((rows) => newestFirst(rows).slice(0, newestShown));
  const names = [...months.keys()].sort((a, b) => (a === undated ? 1 : b === undated ? -1 : b.localeCompare(a)));
  return written(
    <Frame
      title={title}
      language={words.locale}
      path="index.html"
      edition={edition}
      facts={facts}
      scripts={['minisearch.js', 'tokenizer.js', 'index-data.js', 'site.js']}
    >
      <h1>{title}</h1>
      <p>{words.results.count(total, formats.number(total))}</p>
      <noscript>
        <p>{texts.noScript}</p>
      </noscript>
      <SearchForm edition={edition} />
      <p id="status" role="status"></p>
      <ol id="results"></ol>
      <button id="more" type="button" hidden>
        {texts.more}
      </button>
      <div id="start">
        <h2>{words.home.newest}</h2>
        <Rows rows={newestFirst(newest).slice(0, newestShown)} up="" edition={edition} />
        <h2>{texts.byMonth}</h2>
        <ul>
          {names.map((name) => (
            <li>
              <a href={name}>{spanTitle(name, edition)}</a>{' '}
              <span class="quiet">{formats.number(months.get(name)!.length)}</span>
            </li>
          ))}
        </ul>
      </div>
    </Frame>,
  );
}

/** Hidden until the script is there that it needs. What the script says stands in `data-words`. */
function SearchForm({ edition: { words, texts } }: { readonly edition: Edition }) {
  const { results } = words;
  const said = {
    none: results.none,
    one: results.count(1, '{n}'),
    other: results.count(2, '{n}'),
    removed: results.removed,
    noPhrases: texts.noPhrases,
  };
  return (
    <form id="search" role="search" data-words={JSON.stringify(said)} hidden>
      <input id="q" type="search" name="q" aria-label={words.box.label} autocomplete="off" />
      <button>{words.box.button}</button>
      <div id="choices" class="choices" hidden>
        <label>
          {words.filters.facets.agency}{' '}
          <select id="agency">
            <option value="">{texts.all}</option>
          </select>
        </label>
        <label>
          {texts.year}{' '}
          <select id="year">
            <option value="">{texts.all}</option>
          </select>
        </label>
        <label>
          {results.sort}{' '}
          <select id="order">
            <option value="">{results.sorts.relevance}</option>
            <option value="newest">{results.sorts['-published']}</option>
          </select>
        </label>
      </div>
    </form>
  );
}
