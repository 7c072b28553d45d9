import type { FacetResult, SourceCoverage } from '../search/engine.ts';
import { writeQueryString } from '../api/query-string.ts';
import { formatsFor } from './formats.ts';
import type { PageFrame } from './frame.ts';
import { Page } from './page.tsx';
import type { Words } from './words/en.ts';

type Dates = Extract<FacetResult, { type: 'dates' }>;

export interface SourcesView {
  readonly frame: PageFrame;
  readonly sources: readonly { readonly coverage: SourceCoverage; readonly timeline: Dates | undefined }[];
}

/** Sources and coverage: per publisher what Herald holds, over time, and how fresh it is. */
export function SourcesPage({ view }: { readonly view: SourcesView }) {
  const { words } = view.frame;
  return (
    <Page
      frame={view.frame}
      parts={{
        title: words.sources.title,
        current: 'sources',
        q: '',
        canonical: `${view.frame.base}/sources`,
        children: (
          <main id="main" tabindex={-1} class="prose wide">
            <h1>{words.sources.title}</h1>
            <p class="lead">{words.sources.intro}</p>
            {view.sources.map(({ coverage, timeline }) => (
              <SourceSection coverage={coverage} timeline={timeline} words={words} />
            ))}
            <section>
              <h2>{words.sources.etiquette}</h2>
              {words.sources.etiquetteText.map((text) => (
                <p>{text}</p>
              ))}
            </section>
          </main>
        ),
      }}
    />
  );
}

function SourceSection({
  coverage,
  timeline,
  words,
}: {
  readonly coverage: SourceCoverage;
  readonly timeline: Dates | undefined;
  readonly words: Words;
}) {
  const formats = formatsFor(words.locale);
  const query = writeQueryString([['filter_source', coverage.source]]);
  const state = coverage.failingSince !== undefined ? 'failing' : coverage.lastSuccess === undefined ? 'unknown' : 'ok';
  const gaps = timeline === undefined ? [] : gapsOf(timeline);
  return (
    <section class="card source" id={coverage.source} aria-labelledby={`name-${coverage.source}`}>
      <h2 id={`name-${coverage.source}`} dir="auto">
        {coverage.name}
      </h2>
      <p class="meta">
        <span class={`badge ${state}`}>{words.sources.states[state]}</span>
        {coverage.failingSince !== undefined && (
          <span>{words.sources.failingSince(formats.time(coverage.failingSince))}</span>
        )}
        <code>{coverage.source}</code>
      </p>
      {timeline !== undefined && timeline.buckets.length > 1 && (
        <Timeline timeline={timeline} source={coverage} words={words} />
      )}
      {gaps.length > 0 && <p class="hint">{words.sources.gaps(gaps.join(', '))}</p>}
      <dl>
        <div>
          <dt>{words.sources.documents}</dt>
          <dd>{formats.number(coverage.documents)}</dd>
        </div>
        {coverage.from !== undefined && coverage.to !== undefined && (
          <div>
            <dt>{words.sources.span}</dt>
            <dd>
              {formats.stated(coverage.from, 'day')} – {formats.stated(coverage.to, 'day')}
            </dd>
          </div>
        )}
        <div>
          <dt>{words.sources.lastSuccess}</dt>
          <dd>
            {coverage.lastSuccess === undefined ? (
              words.sources.never
            ) : (
              <time datetime={coverage.lastSuccess}>{formats.time(coverage.lastSuccess)}</time>
            )}
          </dd>
        </div>
        {coverage.robots !== undefined && (
          <div>
            <dt>{words.sources.robots}</dt>
            <dd>{coverage.robots}</dd>
          </div>
        )}
      </dl>
      <p class="actions">
        <a href={`/search?${query}`}>{words.sources.search}</a>{' '}
        <a href={`/api/v1/search.atom?${query}`}>{words.sources.feed}</a>
      </p>
    </section>
  );
}

/** Units of the drawing; it scales with the page. */
const [width, height] = [720, 48];

function Timeline({
  timeline,
  source,
  words,
}: {
  readonly timeline: Dates;
  readonly source: SourceCoverage;
  readonly words: Words;
}) {
  const formats = formatsFor(words.locale);
  const { buckets, interval } = timeline;
  const most = Math.max(...buckets.map((bucket) => bucket.count), 1);
  const step = width / buckets.length;
  const name = interval === 'month' ? words.sources.perMonth : words.sources.perYear;
  const [first, last] = [buckets[0]!, buckets.at(-1)!];
  return (
    <figure class="timeline">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${name}: ${source.name}, ${first.value} – ${last.value}`}
      >
        {buckets.map((bucket, at) => {
          const tall = bucket.count === 0 ? 0 : Math.max(1.5, (bucket.count / most) * height);
          return (
            <rect
              class="bar"
              x={(at * step).toFixed(2)}
              y={(height - tall).toFixed(2)}
              width={Math.max(step - 1, step * 0.7).toFixed(2)}
              height={tall.toFixed(2)}
            />
          );
        })}
        <line x1="0" y1={height} x2={width} y2={height} class="axis" />
      </svg>
      <figcaption class="ends">
        <span>{formats.stated(first.value, interval)}</span>
        <span>{name}</span>
        <span>{formats.stated(last.value, interval)}</span>
      </figcaption>
    </figure>
  );
}

/** Gaps named at most: a publisher with more publishes rarely, which the chart shows. */
const mostGaps = 6;

/** Stretches without any announcement between the first and the last, `2012` or `2012-03 – 2012-07`; single empty months are nothing unusual. */
function gapsOf({ buckets, interval }: Dates): string[] {
  const gaps: string[] = [];
  let start = -1;
  buckets.forEach((bucket, at) => {
    if (bucket.count === 0 && start < 0) start = at;
    if (bucket.count === 0 || start < 0) return;
    const long = at - start >= (interval === 'month' ? 3 : 1);
    if (long)
      gaps.push(at - start === 1 ? buckets[start]!.value : `${buckets[start]!.value} – ${buckets[at - 1]!.value}`);
    start = -1;
  });
  return gaps.length > mostGaps ? [] : gaps;
}
