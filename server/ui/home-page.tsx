import type { Hit, SourceCoverage } from '../search/engine.ts';
import type { Label } from '../api/labels.ts';
import { writeQueryString } from '../api/query-string.ts';
import { formatsFor } from './formats.ts';
import type { PageFrame } from './frame.ts';
import { Mark, Page, SearchBox } from './page.tsx';
import { ResultCard } from './result-card.tsx';

export interface HomeView {
  readonly frame: PageFrame;
  readonly documents: number;
  readonly coverage: readonly SourceCoverage[];
  /** The newest announcements by publisher, the publishers with the newest first. */
  readonly newest: readonly { readonly source: SourceCoverage; readonly hits: readonly Hit[] }[];
  /** Searches that find something here. */
  readonly examples: readonly string[];
  readonly label: Label;
}

/** The start page: the box, what is here, how fresh it is, the newest by publisher. */
export function HomePage({ view }: { readonly view: HomeView }) {
  const { frame, coverage } = view;
  const { words } = frame;
  const formats = formatsFor(words.locale);
  const freshest = coverage
    .flatMap((source) => source.lastSuccess ?? [])
    .sort()
    .at(-1);
  return (
    <Page
      frame={frame}
      parts={{
        title: words.product,
        q: '',
        boxInPage: true,
        canonical: `${frame.base}/`,
        alternates: [{ type: 'application/atom+xml', href: '/api/v1/search.atom', title: words.home.newest }],
        children: (
          <main id="main" tabindex={-1} class="home">
            <section class="hero">
              <Mark />
              <h1>{words.tagline}</h1>
              <p class="lead">{words.home.intro}</p>
              <SearchBox words={words} q="" large />
              <p class="hint">{words.box.hint}</p>
              {view.examples.length > 0 && (
                <p class="examples">
                  {words.home.tryThese}:{' '}
                  {view.examples.map((example) => (
                    <a href={`/search?${writeQueryString([['q', example]])}`} dir="auto">
                      {example}
                    </a>
                  ))}
                </p>
              )}
              <p class="facts">
                <a href="/search">{words.home.documents(formats.number(view.documents))}</a>
                <a href="/sources">{words.home.sources(formats.number(coverage.length))}</a>
                {freshest !== undefined && (
                  <span>
                    <time datetime={freshest}>{words.home.fresh(formats.time(freshest))}</time>
                  </span>
                )}
              </p>
            </section>
            {view.newest.map(({ source, hits }) => (
              <section class="newest" aria-labelledby={`newest-${source.source}`}>
                <h2 id={`newest-${source.source}`}>{words.home.newestFrom(source.name)}</h2>
                <ol class="results">
                  {hits.map((hit) => (
                    <li>
                      <ResultCard hit={hit} words={words} label={view.label} level={3} />
                    </li>
                  ))}
                </ol>
                <p>
                  <a href={`/search?${writeQueryString([['filter_source', source.source]])}`}>
                    {words.home.all(source.name)}
                  </a>
                </p>
              </section>
            ))}
          </main>
        ),
      }}
    />
  );
}
