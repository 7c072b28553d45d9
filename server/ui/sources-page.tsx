import type { FacetResult, SourceCoverage } from '../search/engine.ts';
import { writeQueryString } from '../api/query-string.ts';
import { Bar } from './bar.tsx';
import { Etiquette, type EtiquetteView } from './etiquette.tsx';
import { formatsFor } from './formats.ts';
import type { PageFrame } from './frame.ts';
import { Page } from './page.tsx';
import { gapsOf } from './gaps.ts';
import type { Words } from './words/en.ts';

type Dates = Extract<FacetResult, { type: 'dates' }>;

export interface SourcesView {
  readonly frame: PageFrame;
  readonly sources: readonly ShownSource[];
}

export interface ShownSource {
  readonly coverage: SourceCoverage;
  readonly timeline: Dates | undefined;
  readonly etiquette: EtiquetteView;
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
            <Overview sources={view.sources.map(({ coverage }) => coverage)} words={words} />
            {view.sources.map((source) => (
              <SourceSection source={source} words={words} />
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

interface Told {
  readonly coverage: SourceCoverage;
  readonly words: Words;
}

/** One line a publisher, to compare them and to jump to each. */
function Overview({ sources, words }: { readonly sources: readonly SourceCoverage[]; readonly words: Words }) {
  const formats = formatsFor(words.locale);
  if (sources.length < 2) return null;
  return (
    <div class="scroll" tabindex={0} role="region" aria-labelledby="overview">
      <table class="overview">
        <caption id="overview">{words.sources.overview}</caption>
        <thead>
          <tr>
            <th scope="col">{words.sources.publisher}</th>
            <th scope="col" class="number">
              {words.sources.documents}
            </th>
            <th scope="col">{words.sources.span}</th>
            <th scope="col">{words.sources.status}</th>
          </tr>
        </thead>
        <tbody>
          {sources.map((coverage) => (
            <tr>
              <th scope="row">
                <a href={`#${coverage.source}`} dir="auto">
                  {coverage.name}
                </a>
              </th>
              <td class="number">{formats.number(coverage.documents)}</td>
              <td>{yearsOf(coverage)}</td>
              <td>
                <State coverage={coverage} words={words} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function yearsOf({ from, to }: SourceCoverage): string {
  const years = [from, to].flatMap((day) => day?.slice(0, 4) ?? []);
  return [...new Set(years)].join('–');
}

function State({ coverage, words }: Told) {
  const state = coverage.failingSince !== undefined ? 'failing' : coverage.lastSuccess === undefined ? 'unknown' : 'ok';
  return <span class={`badge ${state}`}>{words.sources.states[state]}</span>;
}

function SourceSection({ source, words }: { readonly source: ShownSource; readonly words: Words }) {
  const { coverage, timeline, etiquette } = source;
  const formats = formatsFor(words.locale);
  const query = writeQueryString([['filter_source', coverage.source]]);
  const gaps = timeline === undefined ? [] : gapsOf(timeline);
  return (
    <section class="card source" id={coverage.source} aria-labelledby={`name-${coverage.source}`}>
      <h2 id={`name-${coverage.source}`} dir="auto">
        {coverage.name}
      </h2>
      <p class="meta">
        <State coverage={coverage} words={words} />
        {coverage.failingSince !== undefined && (
          <span>{words.sources.failingSince(formats.time(coverage.failingSince))}</span>
        )}
        <code>{coverage.source}</code>
      </p>
      {timeline !== undefined && timeline.buckets.length > 1 && (
        <Timeline timeline={timeline} source={coverage} words={words} />
      )}
      {gaps.length > 0 && (
        <p class="hint">
          {words.sources.gaps(gaps.map(({ from, to }) => span(from, to, formats.written)).join(' · '))}
        </p>
      )}
      <SourceFacts coverage={coverage} words={words} />
      <Etiquette view={etiquette} name={coverage.name} words={words} />
      <p class="actions">
        <a href={`/search?${query}`} aria-label={`${words.sources.search}: ${coverage.name}`}>
          {words.sources.search}
        </a>
        <a href={`/api/v1/search.atom?${query}`} aria-label={`${words.sources.feed}: ${coverage.name}`}>
          {words.sources.feed}
        </a>
      </p>
    </section>
  );
}

function span(from: string, to: string, written: (date: string) => string): string {
  return from === to ? written(from) : `${written(from)} – ${written(to)}`;
}

function SourceFacts({ coverage, words }: Told) {
  const formats = formatsFor(words.locale);
  const { sources: texts } = words;
  return (
    <dl>
      <div>
        <dt>{texts.documents}</dt>
        <dd>{formats.number(coverage.documents)}</dd>
      </div>
      {coverage.from !== undefined && coverage.to !== undefined && (
        <div>
          <dt>{texts.span}</dt>
          <dd>{span(coverage.from, coverage.to, formats.written)}</dd>
        </div>
      )}
      <div>
        <dt>{texts.lastSuccess}</dt>
        <dd>
          {coverage.lastSuccess === undefined ? (
            texts.never
          ) : (
            <time datetime={coverage.lastSuccess}>{formats.time(coverage.lastSuccess)}</time>
          )}
        </dd>
      </div>
      {coverage.robots !== undefined && (
        <div>
          <dt>{texts.robots}</dt>
          <dd>{texts.verdicts[coverage.robots] ?? coverage.robots}</dd>
        </div>
      )}
    </dl>
  );
}

/** Units of the drawing; it scales with the page. */
const [width, height] = [720, 48];

/** Widest bar, in the same units. */
const widestBar = 24;

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
  const wide = Math.min(step * 0.8, widestBar);
  const name = interval === 'month' ? words.sources.perMonth : words.sources.perYear;
  const [first, last] = [buckets[0]!.value, buckets.at(-1)!.value];
  return (
    <figure class="timeline">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${name}: ${source.name}, ${span(first, last, formats.written)}; ${words.filters.most(formats.number(most), interval)}`}
      >
        {buckets.map((bucket, at) => {
          const tall = bucket.count === 0 ? 0 : Math.max(1.5, (bucket.count / most) * height);
          return <Bar at={at} step={step} wide={wide} tall={tall} height={height} />;
        })}
        <line x1="0" y1={height} x2={width} y2={height} class="axis" />
      </svg>
      <figcaption class="ends">
        <span>{formats.stated(first, interval)}</span>
        <span>
          {name}, {words.filters.most(formats.number(most), interval)}
        </span>
        <span>{formats.stated(last, interval)}</span>
      </figcaption>
    </figure>
  );
}
