import type { Hit, SourceCoverage } from '../search/engine.ts';
import { writeQueryString } from '../api/query-string.ts';
import type { Label } from '../api/labels.ts';
import { formatsFor } from './formats.ts';
import type { PageFrame } from './frame.ts';
import { HitDate, HitLink } from './hit-line.tsx';
import { Page, SearchBox } from './page.tsx';

export interface HomeView {
  readonly frame: PageFrame;
  readonly documents: number;
  /** How many announcements publishers changed or removed. */
  readonly changed: number;
  readonly removed: number;
  readonly coverage: readonly SourceCoverage[];
  /** The newest announcements by publisher, the publishers with the newest first. */
  readonly newest: readonly { readonly source: SourceCoverage; readonly hits: readonly Hit[] }[];
  /** Searches that find something here. */
  readonly examples: readonly string[];
  readonly label: Label;
}

/** The start page: the box, what is here, how fresh it is, the newest by publisher. */
export function HomePage({ view }: { readonly view: HomeView }) {
  const { frame } = view;
  const { words } = frame;
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
              <h1>{words.tagline}</h1>
              <p class="lead">{words.home.intro}</p>
              <SearchBox words={words} q="" large />
              <p class="hint">
                {words.box.hint} <a href="/help">{words.box.help}</a>
              </p>
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
            </section>
            <Holdings view={view} />
            {view.newest.length > 0 && (
              <section class="newest" aria-labelledby="newest">
                <h2 id="newest">{words.home.newest}</h2>
                <div class="publishers">
                  {view.newest.map(({ source, hits }) => (
                    <NewestFrom source={source} hits={hits} view={view} />
                  ))}
                </div>
              </section>
            )}
          </main>
        ),
      }}
    />
  );
}

/** What is here and how fresh it is. */
function Holdings({ view }: { readonly view: HomeView }) {
  const { coverage } = view;
  const { words } = view.frame;
  const formats = formatsFor(words.locale);
  const freshest = coverage
    .flatMap((source) => source.lastSuccess ?? [])
    .sort()
    .at(-1);
  return (
    <ul class="holdings">
      <li>
        <a href="/search">{words.home.documents(view.documents, formats.number(view.documents))}</a>
      </li>
      <li>
        <a href="/sources">{words.home.sources(coverage.length, formats.number(coverage.length))}</a>
      </li>
      {view.changed > 0 && (
        <li>
          <a href="/search?filter_status=changed">{words.home.changed(view.changed, formats.number(view.changed))}</a>
        </li>
      )}
      {view.removed > 0 && (
        <li>
          <a href="/search?filter_status=removed">{words.home.removed(view.removed, formats.number(view.removed))}</a>
        </li>
      )}
      {freshest !== undefined && (
        <li>
          <time datetime={freshest}>{words.home.fresh(formats.time(freshest))}</time>
        </li>
      )}
    </ul>
  );
}

function NewestFrom({
  source,
  hits,
  view,
}: {
  readonly source: SourceCoverage;
  readonly hits: readonly Hit[];
  readonly view: HomeView;
}) {
  const { words } = view.frame;
  return (
    <section aria-labelledby={`newest-${source.source}`}>
      <h3 id={`newest-${source.source}`} dir="auto">
        {source.name}
      </h3>
      <ol>
        {hits.map((hit) => (
          <li>
            <HitLink hit={hit} />
            <p class="meta">
              <HitDate hit={hit} words={words} />
              {hit.kind !== undefined && <bdi>{view.label('kind', hit.kind)}</bdi>}
              {hit.status === 'removed' && <span class="badge removed">{words.results.removed}</span>}
            </p>
          </li>
        ))}
      </ol>
      <p>
        <a href={`/search?${writeQueryString([['filter_source', source.source]])}`}>{words.home.all(source.name)}</a>
      </p>
    </section>
  );
}
