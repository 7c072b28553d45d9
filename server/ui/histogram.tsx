import type { SearchParameters } from '../api/search-parameters.ts';
import type { SearchChange } from '../api/search-link.ts';
import { Bar } from './bar.tsx';
import { formatsFor } from './formats.ts';
import { pageLink, type DatesFacet } from './search-view.ts';
import type { Words } from './words/en.ts';

/** Units of the drawing; the picture scales with the page. */
const width = 720;
const height = 72;

/** Widest bar, in the same units: two years should look like two bars, not like two walls. */
const widestBar = 36;

/**
 * Announcements over time. The bars are links for the pointer and hidden from assistive technology, which gets the same
 * numbers and links as a table: eighty bars would be eighty stops of the tab key.
 */
export function Histogram({
  facet,
  parameters,
  words,
}: {
  readonly facet: DatesFacet;
  readonly parameters: SearchParameters;
  readonly words: Words;
}) {
  const formats = formatsFor(words.locale);
  const { buckets } = facet;
  const wider = widened(parameters);
  const widerLink = wider !== undefined && <a href={pageLink(parameters, wider)}>{words.filters.wider}</a>;
  if (buckets.length < 2) return widerLink === false ? null : <p class="below">{widerLink}</p>;
  const most = Math.max(...buckets.map((bucket) => bucket.count), 1);
  const name = (value: string): string => formats.stated(value, facet.interval);
  const link = (value: string): string => pageLink(parameters, { publishedFrom: value, publishedTo: value });
  return (
    <section class="histogram" aria-label={words.filters.histogram}>
      <Bars facet={facet} most={most} name={name} link={link} number={formats.number} />
      <p class="ends" aria-hidden="true">
        <span>{name(buckets[0]!.value)}</span>
        <span data-brushed>{words.filters.most(formats.number(most), facet.interval)}</span>
        <span>{name(buckets.at(-1)!.value)}</span>
      </p>
      <div class="below">
        <details>
          <summary>{words.filters.asTable}</summary>
          <CountTable facet={facet} words={words} name={name} link={link} />
        </details>
        {widerLink}
        <span class="hint scripted" aria-hidden="true">
          {words.filters.brush}
        </span>
      </div>
    </section>
  );
}

interface Drawn {
  readonly facet: DatesFacet;
  readonly name: (value: string) => string;
  readonly link: (value: string) => string;
}

function Bars({
  facet,
  most,
  name,
  link,
  number,
}: Drawn & { readonly most: number; readonly number: (count: number) => string }) {
  const { buckets } = facet;
  const step = width / buckets.length;
  const wide = Math.min(step - Math.min(2, step / 4), widestBar);
  return (
    <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true" data-histogram>
      {buckets.map((bucket, at) => {
        const tall = bucket.count === 0 ? 0 : Math.max(2, (bucket.count / most) * (height - 4));
        return (
          <a href={link(bucket.value)} tabindex={-1} data-value={bucket.value} data-name={name(bucket.value)}>
            <title>{`${name(bucket.value)}: ${number(bucket.count)}`}</title>
            <rect class="hit" x={(at * step).toFixed(1)} y="0" width={step.toFixed(1)} height={height} />
            <Bar at={at} step={step} wide={wide} tall={tall} height={height} />
          </a>
        );
      })}
      <line x1="0" y1={height} x2={width} y2={height} class="axis" />
    </svg>
  );
}

function CountTable({ facet, words, name, link }: Drawn & { readonly words: Words }) {
  const formats = formatsFor(words.locale);
  return (
    <div class="scroll tall">
      <table>
        <thead>
          <tr>
            <th scope="col">{words.filters.period}</th>
            <th scope="col" class="number">
              {words.filters.number}
            </th>
          </tr>
        </thead>
        <tbody>
          {facet.buckets
            .filter((bucket) => bucket.count > 0)
            .map((bucket) => (
              <tr>
                <th scope="row">
                  <a href={link(bucket.value)}>{name(bucket.value)}</a>
                </th>
                <td class="number">{formats.number(bucket.count)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}

/** The span around the chosen one: the year of a month or day, everything around years. `undefined` where none is chosen. */
function widened({ publishedFrom: from, publishedTo: to }: SearchParameters): SearchChange | undefined {
  if (from === undefined && to === undefined) return undefined;
  const years = [from, to].map((date) => date?.slice(0, 4));
  const inOneYear = years[0] !== undefined && years[0] === years[1] && (from!.length > 4 || to!.length > 4);
  return inOneYear
    ? { publishedFrom: years[0], publishedTo: years[1] }
    : { publishedFrom: undefined, publishedTo: undefined };
}
