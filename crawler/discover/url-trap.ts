/**
 * URLs that a site makes without end: relative links that pile up, calendars that know no last month. A crawler that
 * follows them never finishes; what is refused here is told, not asked for.
 */

/** Characters. Browsers and servers agree on about 2,000; real announcement URLs stay below 500 (longest of 3,500 recorded ones: 140). */
const longestUrl = 2000;

/** Path segments. The deepest archive paths seen have 12; every level more is a chance to loop. */
const deepestPath = 20;

/** Why a URL is a trap, or `undefined` for an ordinary one. */
export function trapReason(url: string): string | undefined {
  if (url.length > longestUrl) return `longer than ${longestUrl} characters`;
  const parsed = new URL(url);
  const segments = parsed.pathname.split('/').filter((segment) => segment !== '');
  if (segments.length > deepestPath) return `more than ${deepestPath} path segments`;
  const repeated = repeatedRun(segments);
  if (repeated !== undefined) return `the path repeats \`${repeated}\``;
  if (repeatedParameter(parsed.search)) return 'the query repeats a parameter with its value';
  return calendarReason(parsed);
}

/**
 * A run of one to four segments that stands three times in a row: `/news/news/news`, `/a/b/a/b/a/b`. Twice happens
 * (`/justice/justice`), and single numbers do (`/2011/11/11/11`).
 */
function repeatedRun(segments: readonly string[]): string | undefined {
  for (let length = 1; length <= 4; length++) {
    for (let at = 0; at + 3 * length <= segments.length; at++) {
      const run = segments.slice(at, at + length).join('/');
      if (/^\d{1,4}$/.test(run)) continue;
      if (
        run === segments.slice(at + length, at + 2 * length).join('/') &&
        run === segments.slice(at + 2 * length, at + 3 * length).join('/')
      )
        return run;
    }
  }
  return undefined;
}

/** The same `name=value` three times: a link that adds itself to the page it stands on. */
function repeatedParameter(search: string): boolean {
  const counts = new Map<string, number>();
  for (const parameter of search.slice(1).split('&')) {
    const count = (counts.get(parameter) ?? 0) + 1;
    if (count >= 3 && parameter !== '') return true;
    counts.set(parameter, count);
  }
  return false;
}

/** Years of which no government has announcements on the web: before the first gazettes, after any plan. */
const firstYear = 1500;
const lastYear = 2100;

/** A page of a calendar: a word for calendar, then a year, month or day and nothing after it. */
function calendarReason(url: URL): string | undefined {
  const path = decodeURI(safe(url.pathname)).toLowerCase();
  const calendar =
    /\/(?:calendar|calendrier|kalender|calendario|agenda|month|day|week)s?\b[^/]*\/(?:[a-z]+\/)?(\d{4})(?:[-/]\d{1,2}){0,2}\/?$/.exec(
      path,
    );
  if (calendar) return 'a page of a calendar';
  if (
    /\b(?:calendar|kalender|calendrier|agenda)\b/.test(path) &&
    /[?&](?:month|year|date|day|week|mois|monat|jahr|tribe-bar-date)=\d/i.test(url.search)
  )
    return 'a page of a calendar';
  const year = /[?&](?:year|y|jahr|annee)=(\d{4,})\b/i.exec(url.search)?.[1];
  return year !== undefined && (Number(year) < firstYear || Number(year) > lastYear)
    ? `a page for the year ${year}`
    : undefined;
}

function safe(path: string): string {
  try {
    decodeURI(path);
    return path;
  } catch {
    return '';
  }
}
