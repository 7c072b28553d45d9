import type { Edition, SiteFacts } from './edition.ts';
import { Frame, written } from './frame.tsx';
import { newestFirst, Rows, type Row } from './row.tsx';

/** The list of a month. */
export function browsePage(path: string, rows: readonly Row[], edition: Edition, facts: SiteFacts): string {
  const title = spanTitle(path, edition);
  return written(
    <Frame
      title={`${title} · ${edition.title}`}
      language={edition.words.locale}
      path={path}
      edition={edition}
      facts={facts}
    >
      <h1>{title}</h1>
      <Rows rows={newestFirst(rows)} up="../" edition={edition} />
    </Frame>,
  );
}

/** The list of what has no date. */
export const undated = 'browse/undated.html';

/** `browse/2014-03.html` as `March 2014`. */
export function spanTitle(path: string, { formats, words }: Edition): string {
  return path === undated ? words.results.undated : formats.written(path.slice('browse/'.length, -'.html'.length));
}
