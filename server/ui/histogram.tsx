import type { SearchParameters } from '../api/search-parameters.ts';
import { dayRange } from '../../core/instant.ts';
import { formatsFor } from './formats.ts';
import { pageLink, type DatesFacet } from './search-view.ts';
import type { Words } from './words/en.ts';

/** Units of the drawing; the picture scales with the page. */
const width = 720;
const height = 72;

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
  if (buckets.length < 2) return null;
  const most = Math.max(...buckets.map((bucket) => bucket.count), 1);
  const step = width / buckets.length;
  const gap = Math.min(2, step / 4);
  const name = (value: string): string => formats.stated(value, facet.interval);
  const link = (value: string): string => pageLink(parameters, { publishedFrom: value, publishedTo: value });
  const chosen = selection(parameters);
  return (
    <section class="histogram" aria-label={words.filters.histogram}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        data-histogram
        data-first={buckets[0]!.value}
        data-last={buckets.at(-1)!.value}
      >
        {buckets.map((bucket, at) => {
          const tall = bucket.count === 0 ? 0 : Math.max(2, (bucket.count / most) * (height - 4));
          const inside = chosen(bucket.value);
          return (
            <a href={link(bucket.value)} tabindex={-1} data-value={bucket.value}>
              <title>{`${name(bucket.value)}: ${formats.number(bucket.count)}`}</title>
              <rect class="hit" x={(at * step).toFixed(2)} y="0" width={step.toFixed(2)} height={height} />
              <rect
                class={inside ? 'bar' : 'bar out'}
                x={(at * step + gap / 2).toFixed(2)}
                y={(height - tall).toFixed(2)}
                width={(step - gap).toFixed(2)}
                height={tall.toFixed(2)}
                rx="1"
              />
            </a>
          );
        })}
        <line x1="0" y1={height} x2={width} y2={height} class="axis" />
      </svg>
      <p class="ends" aria-hidden="true">
        <span>{name(buckets[0]!.value)}</span>
        <span>{name(buckets.at(-1)!.value)}</span>
      </p>
      <details>
        <summary>{words.filters.asTable}</summary>
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
              {buckets
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
      </details>
    </section>
  );
}

function selection(parameters: SearchParameters): (value: string) => boolean {
  const from =
    parameters.publishedFrom === undefined ? -Infinity : (dayRange(parameters.publishedFrom)?.first ?? -Infinity);
  const to = parameters.publishedTo === undefined ? Infinity : (dayRange(parameters.publishedTo)?.last ?? Infinity);
  return (value) => {
    const range = dayRange(value);
    return range !== undefined && range.last >= from && range.first <= to;
  };
}
