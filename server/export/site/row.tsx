import type { Hit } from '../../search/engine.ts';
import { pageOf } from '../page-names.ts';
import type { Edition } from './edition.ts';

/** An announcement in a list. All rows of a site are in memory at once: these few fields of each. */
export interface Row {
  readonly page: string;
  readonly title: string;
  readonly published: string;
  readonly precision: NonNullable<Hit['published']>['precision'];
  readonly agency: string;
}

export function rowOf(hit: Hit): Row {
  return {
    page: pageOf(hit),
    title: hit.title,
    published: hit.published?.value ?? '',
    precision: hit.published?.precision ?? 'day',
    agency: hit.agency ?? '',
  };
}

export function newestFirst(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => b.published.localeCompare(a.published));
}

/** A list of announcements; `up` leads from the page to its edition's folder. */
export function Rows({
  rows,
  up,
  edition,
}: {
  readonly rows: readonly Row[];
  readonly up: '' | '../';
  readonly edition: Edition;
}) {
  return (
    <ul class="plain">
      {rows.map(({ page, title, published, precision, agency }) => (
        <li>
          <a href={up + page} dir="auto">
            {title}
          </a>
          <br />
          <span class="facts">
            {[published === '' ? '' : edition.formats.stated(published, precision), agency]
              .filter((part) => part !== '')
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  );
}
