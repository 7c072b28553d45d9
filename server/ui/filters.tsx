import { missingValue, type FacetName } from '../search/query.ts';
import type { FacetFilter } from '../search/engine.ts';
import { filterName, searchQueryString, toggled, type SearchChange } from '../api/search-link.ts';
import type { SearchParameters } from '../api/search-parameters.ts';
import { formatsFor } from './formats.ts';
import type { Words } from './words/en.ts';
import { allFacetValues, pageLink, type SearchView, type ValuesFacet } from './search-view.ts';

const facetOrder: readonly FacetName[] = ['agency', 'kind', 'topic', 'component', 'source', 'language', 'status'];

/** The sidebar: every facet with real checkboxes of the search form, then dates and options. */
export function Filters({ view }: { readonly view: SearchView }) {
  const { words } = view.frame;
  const { parameters } = view.search;
  const facets = facetOrder.flatMap((name) =>
    view.result.facets.filter((facet): facet is ValuesFacet => facet.type === 'values' && facet.facet === name),
  );
  return (
    <>
      <h2 class="hidden">{words.filters.title}</h2>
      <fieldset>
        <legend>{words.filters.published}</legend>
        <div class="span">
          <label>
            {words.filters.from}
            <input
              form="search"
              type="text"
              name="published_from"
              inputmode="numeric"
              value={parameters.publishedFrom ?? ''}
              placeholder="2014"
              size={10}
              maxlength={10}
              aria-describedby="date-hint"
            />
          </label>
          <label>
            {words.filters.to}
            <input
              form="search"
              type="text"
              name="published_to"
              inputmode="numeric"
              value={parameters.publishedTo ?? ''}
              placeholder="2014-12-31"
              size={10}
              maxlength={10}
              aria-describedby="date-hint"
            />
          </label>
        </div>
        <p id="date-hint" class="hint">
          {words.filters.dateHint}
        </p>
      </fieldset>
      {facets.filter(isWorthShowing).map((facet) => (
        <FacetBox facet={facet} view={view} />
      ))}
      <fieldset>
        <legend>{words.filters.options}</legend>
        <ul>
          <Option name="match" value="any" text={words.filters.any} checked={parameters.match === 'any'} />
          <Option name="exact" value="1" text={words.filters.exact} checked={parameters.exact} />
          <Option
            name="versions"
            value="all"
            text={words.filters.allVersions}
            checked={parameters.versions === 'all'}
          />
        </ul>
      </fieldset>
      <Rejected filters={parameters.filters} />
      <button type="submit" form="search" class="apply">
        {words.filters.apply}
      </button>
    </>
  );
}

/** What is filtered now, each with the link that takes it away. */
export function Chips({ view }: { readonly view: SearchView }) {
  const { words } = view.frame;
  const { parameters } = view.search;
  const chips = chipsOf(parameters, view);
  if (chips.length === 0) return null;
  return (
    <ul class="chips" aria-label={words.filters.active}>
      {chips.map((chip) => (
        <li>
          <a
            href={chip.href}
            aria-label={words.filters.remove(
              `${chip.name === undefined ? '' : words.filters.chip(chip.name)}${chip.text}`,
            )}
          >
            <span>
              {chip.name !== undefined && <span class="of">{words.filters.chip(chip.name)}</span>}
              <bdi>{chip.text}</bdi>
            </span>
            <span aria-hidden="true" class="cross">
              ×
            </span>
          </a>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <a class="clear" href={pageLink(parameters, noFilters)}>
            {words.filters.clear}
          </a>
        </li>
      )}
    </ul>
  );
}

interface Chip {
  /** The facet it belongs to; an option has none. */
  readonly name?: string;
  readonly text: string;
  readonly href: string;
}

export function chipsOf(parameters: SearchParameters, { frame, label }: SearchView): Chip[] {
  const { filters: texts } = frame.words;
  const chips = parameters.filters.flatMap((filter) =>
    filter.values.map((value): Chip => {
      const text = label(filter.facet, value);
      return {
        name: texts.facets[filter.facet],
        text: filter.mode === 'reject' ? texts.not(text) : text,
        href: pageLink(parameters, { filters: toggled(parameters.filters, filter.facet, value, filter.mode) }),
      };
    }),
  );
  const span = spanText(parameters, frame.words);
  if (span !== undefined)
    chips.push({
      name: texts.published,
      text: span,
      href: pageLink(parameters, { publishedFrom: undefined, publishedTo: undefined }),
    });
  if (parameters.match === 'any') chips.push({ text: texts.any, href: pageLink(parameters, { match: 'all' }) });
  if (parameters.exact) chips.push({ text: texts.exact, href: pageLink(parameters, { exact: false }) });
  if (parameters.versions === 'all')
    chips.push({ text: texts.allVersions, href: pageLink(parameters, { versions: 'current' }) });
  return chips;
}

function spanText({ publishedFrom: from, publishedTo: to }: SearchParameters, words: Words): string | undefined {
  const { written } = formatsFor(words.locale);
  if (from !== undefined && to !== undefined)
    return from === to ? written(from) : words.filters.span(written(from), written(to));
  if (from !== undefined) return words.filters.since(written(from));
  return to === undefined ? undefined : words.filters.until(written(to));
}

/** What "clear all" takes away. */
export const noFilters: SearchChange = {
  filters: [],
  publishedFrom: undefined,
  publishedTo: undefined,
  match: 'all',
  exact: false,
  versions: 'current',
};

export function hasFilters({ filters, publishedFrom, publishedTo }: SearchParameters): boolean {
  return filters.length > 0 || publishedFrom !== undefined || publishedTo !== undefined;
}

/** A facet with one value for every match sorts nothing out. */
function isWorthShowing(facet: ValuesFacet): boolean {
  return facet.values.some((value) => value.selected) || facet.values.length + (facet.missing > 0 ? 1 : 0) > 1;
}

function FacetBox({ facet, view }: { readonly facet: ValuesFacet; readonly view: SearchView }) {
  const { words } = view.frame;
  const formats = formatsFor(words.locale);
  const name = filterName({ facet: facet.facet, mode: 'include' });
  const missingListed = facet.values.some((value) => value.value === missingValue);
  const more = facet.totalValues > facet.values.length;
  return (
    <fieldset>
      <legend>{words.filters.facets[facet.facet]}</legend>
      <ul class={facet.values.length > longList ? 'long' : undefined}>
        {facet.values.map((value) => (
          <FacetOption
            name={name}
            value={value.value}
            text={view.label(facet.facet, value.value)}
            count={formats.number(value.count)}
            checked={value.selected}
          />
        ))}
        {facet.missing > 0 && !missingListed && (
          <FacetOption
            name={name}
            value={missingValue}
            text={words.filters.missing}
            count={formats.number(facet.missing)}
            checked={false}
          />
        )}
      </ul>
      {more && (
        <a
          class="more"
          href={`/search?${[searchQueryString(view.search.parameters, 'selection'), `facet_${facet.facet}=${allFacetValues}`].filter((part) => part !== '').join('&')}`}
        >
          {words.filters.more(formats.number(facet.totalValues))}
        </a>
      )}
    </fieldset>
  );
}

/** Longer lists scroll within themselves, so that the facets below stay in sight. */
const longList = 24;

interface OptionProps {
  readonly name: string;
  readonly value: string;
  readonly text: string;
  readonly checked: boolean;
}

function FacetOption({ name, value, text, count, checked }: OptionProps & { readonly count: string }) {
  return (
    <li>
      <label class="option">
        <input form="search" type="checkbox" name={name} value={value} checked={checked} />
        <span class="name">
          <bdi>{text}</bdi>
        </span>
        <span class="tick">{count}</span>
      </label>
    </li>
  );
}

function Option({ name, value, text, checked }: OptionProps) {
  return (
    <li>
      <label class="option">
        <input form="search" type="checkbox" name={name} value={value} checked={checked} />
        <span class="name">{text}</span>
      </label>
    </li>
  );
}

/** Rejections have no box of their own: they travel with the form. */
function Rejected({ filters }: { readonly filters: readonly FacetFilter[] }) {
  return (
    <>
      {filters.flatMap((filter) =>
        filter.mode === 'include'
          ? []
          : filter.values.map((value) => <input form="search" type="hidden" name={filterName(filter)} value={value} />),
      )}
    </>
  );
}
