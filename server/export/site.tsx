import type { Child } from 'hono/jsx';
import type { RevisionRecord } from '../../core/announcement.ts';
import { portableScript } from '../../indexer/index/portable-index.ts';
import type { Hit } from '../search/engine.ts';
import { Body } from '../ui/body.tsx';
import { formatsFor, hostOf, webAddress } from '../ui/formats.ts';
import { exportAsset } from './assets.ts';
import { counted, type ExportSource } from './data-files.ts';
import type { OutputFolder } from './output-folder.ts';
import { browseOf, pageOf } from './page-names.ts';
import { indexOf } from './portable.ts';

/**
 * What the pages may load: their own style and scripts, nothing else, and no request ever. `file:` because browsers do not agree on
 * what 'self' means for a page opened from a disk; pages from the web cannot load from there.
 */
const policy =
  "default-src 'none'; script-src 'self' file:; style-src 'self' file:; base-uri 'none'; form-action 'none'; connect-src 'none'";

const formats = formatsFor('en');

/** Newest announcements on the start page: what fits on two screens. */
const newestShown = 20;

/** Announcements on one browsing page in memory at a time are one month's rows: title, date, agency, file. */
interface Row {
  readonly page: string;
  readonly title: string;
  readonly published: string;
  readonly precision: NonNullable<Hit['published']>['precision'];
  readonly agency: string;
}

interface SiteFacts {
  readonly title: string;
  readonly indexVersion: string;
  readonly madeAt: string;
}

/**
 * A folder that any static host, or a double click, opens: a page an announcement, a list a month, and search by MiniSearch over
 * an index beside them. Everything but the search works without JavaScript.
 */
export async function writeSite(
  folder: OutputFolder,
  source: ExportSource,
  madeAt: string,
  within = '',
): Promise<void> {
  const { selection } = source;
  const facts = { title: selection.description, indexVersion: selection.indexVersion, madeAt };
  const months = new Map<string, Row[]>();
  for await (const hits of counted(source)) {
    for (const hit of hits) {
      const name = browseOf(hit.published?.value);
      const rows = months.get(name) ?? [];
      rows.push(rowOf(hit));
      months.set(name, rows);
      await folder.write(within + pageOf(hit), [announcementPage(hit, recordOf(source, hit), source, facts)]);
    }
  }
  for (const [name, rows] of months) await folder.write(within + name, [browsePage(name, rows, facts)]);
  await folder.write(`${within}index.html`, [startPage(months, selection.total, facts)]);
  for (const name of ['tokenizer.js', 'site.js', 'site.css'] as const)
    await folder.write(`${within}assets/${name}`, [exportAsset(name)]);
  await folder.write(`${within}assets/minisearch.js`, [portableScript()]);
  // A text in a script: a page opened from a disk may not fetch a file beside it.
  const index = await indexOf({ ...source, written: () => undefined });
  await folder.write(`${within}assets/index-data.js`, [`var heraldIndexText = ${JSON.stringify(index)};\n`]);
}

function recordOf({ history }: ExportSource, hit: Hit): RevisionRecord | undefined {
  return history.announcement(hit.id)?.revisions.find(({ revision }) => revision === hit.revision);
}

function rowOf(hit: Hit): Row {
  return {
    page: pageOf(hit),
    title: hit.title,
    published: hit.published?.value ?? '',
    precision: hit.published?.precision ?? 'day',
    agency: hit.agency ?? '',
  };
}

interface PageProps {
  readonly title: string;
  readonly language: string;
  /** From this page to the start page's folder: `` or `../`. */
  readonly up: '' | '../';
  readonly facts: SiteFacts;
  readonly scripts?: readonly string[];
  readonly children: Child;
}

function Page({ title, language, up, facts, scripts = [], children }: PageProps) {
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>{title}</title>
        <link rel="stylesheet" href={`${up}assets/site.css`} />
      </head>
      <body>
        {up !== '' && (
          <header lang="en">
            <nav aria-label="Site">
              <a href={`${up}index.html`}>{facts.title}</a>
            </nav>
          </header>
        )}
        <main>{children}</main>
        <footer lang="en">
          <p>
            {facts.title}. Exported {formats.time(facts.madeAt)} from the index {facts.indexVersion} of Herald.
          </p>
        </footer>
        {scripts.map((name) => (
          <script src={`${up}assets/${name}`}></script>
        ))}
      </body>
    </html>
  );
}

function announcementPage(
  hit: Hit,
  record: RevisionRecord | undefined,
  source: ExportSource,
  facts: SiteFacts,
): string {
  const { label } = source.selection;
  const announcement = record?.announcement;
  const original = webAddress(hit.url);
  return written(
    <Page title={hit.title} language={hit.language === 'und' ? '' : hit.language} up="../" facts={facts}>
      <article>
        <h1 dir="auto">{hit.title}</h1>
        <dl lang="en">
          <Fact name="Published">
            {hit.published === undefined ? 'not stated' : formats.stated(hit.published.value, hit.published.precision)}
          </Fact>
          {hit.components.length > 0 && (
            <Fact name="Agency">
              <span dir="auto">{hit.components.join('; ')}</span>
            </Fact>
          )}
          {hit.kind !== undefined && <Fact name="Kind">{label('kind', hit.kind)}</Fact>}
          {hit.number !== undefined && (
            <Fact name="Number">
              <span dir="auto">{hit.number}</span>
            </Fact>
          )}
          {hit.topics.length > 0 && (
            <Fact name="Topics">
              <span dir="auto">{hit.topics.join('; ')}</span>
            </Fact>
          )}
          <Fact name="Original">{original === undefined ? hit.url : <a href={original}>{hostOf(original)}</a>}</Fact>
          <Fact name="Seen">
            first {formats.day(hit.firstSeen)}, last {formats.day(hit.lastSeen)}
            {hit.removedAt !== undefined && `, removed by its publisher by ${formats.day(hit.removedAt)}`}
          </Fact>
          {hit.versions > 1 && (
            <Fact name="Version">
              {hit.revision} of {hit.versions}
            </Fact>
          )}
        </dl>
        <Body body={announcement?.body ?? []} none="There is no text." />
        {announcement !== undefined && announcement.attachments.length > 0 && (
          <section lang="en">
            <h2>Attachments</h2>
            <ul>
              {announcement.attachments.map(({ url, title }) => (
                <li dir="auto">
                  {webAddress(url) === undefined ? `${title} (${url})` : <a href={url}>{title === '' ? url : title}</a>}
                </li>
              ))}
            </ul>
          </section>
        )}
        <p lang="en" class="quiet">
          <a href={`../${browseOf(hit.published?.value)}`}>Others of this time</a>
        </p>
      </article>
    </Page>,
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: Child }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function browsePage(name: string, rows: readonly Row[], facts: SiteFacts): string {
  const title = spanTitle(name);
  return written(
    <Page title={`${title} · ${facts.title}`} language="en" up="../" facts={facts}>
      <h1>{title}</h1>
      <Rows rows={newestFirst(rows)} up="../" />
    </Page>,
  );
}

function startPage(months: ReadonlyMap<string, readonly Row[]>, total: number, facts: SiteFacts): string {
  const newest = [...months.values()].flatMap((rows) => newestFirst(rows).slice(0, newestShown));
  const names = [...months.keys()].sort((a, b) => (a === undated ? 1 : b === undated ? -1 : b.localeCompare(a)));
  return written(
    <Page
      title={facts.title}
      language="en"
      up=""
      facts={facts}
      scripts={['minisearch.js', 'tokenizer.js', 'index-data.js', 'site.js']}
    >
      <h1>{facts.title}</h1>
      <p>{count(total)}.</p>
      <noscript>
        <p>Searching here needs JavaScript; everything can be reached by month, below.</p>
      </noscript>
      <form id="search" role="search" hidden>
        <input id="q" type="search" name="q" aria-label="Search text" autocomplete="off" />
        <button>Search</button>
        <div id="choices" class="choices" hidden>
          <label>
            Agency{' '}
            <select id="agency">
              <option value="">all</option>
            </select>
          </label>
          <label>
            Year{' '}
            <select id="year">
              <option value="">all</option>
            </select>
          </label>
          <label>
            Order{' '}
            <select id="order">
              <option value="">best first</option>
              <option value="newest">newest first</option>
            </select>
          </label>
        </div>
      </form>
      <p id="status" role="status"></p>
      <ol id="results"></ol>
      <button id="more" type="button" hidden>
        More
      </button>
      <div id="start">
        <h2>Newest</h2>
        <Rows rows={newestFirst(newest).slice(0, newestShown)} up="" />
        <h2>By month</h2>
        <ul>
          {names.map((name) => (
            <li>
              <a href={name}>{spanTitle(name)}</a> <span class="quiet">{formats.number(months.get(name)!.length)}</span>
            </li>
          ))}
        </ul>
      </div>
    </Page>,
  );
}

function Rows({ rows, up }: { readonly rows: readonly Row[]; readonly up: '' | '../' }) {
  return (
    <ul class="plain">
      {rows.map(({ page, title, published, precision, agency }) => (
        <li>
          <a href={up + page} dir="auto">
            {title}
          </a>
          <br />
          <span class="facts">
            {[published === '' ? '' : formats.stated(published, precision), agency]
              .filter((part) => part !== '')
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  );
}

const undated = 'browse/undated.html';

/** `browse/2014-03.html` as `March 2014`. */
function spanTitle(name: string): string {
  if (name === undated) return 'Without a date';
  const span = name.slice('browse/'.length, -'.html'.length);
  return formats.stated(span, span.length === 4 ? 'year' : 'month');
}

function newestFirst(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => b.published.localeCompare(a.published));
}

function count(total: number): string {
  return total === 1 ? '1 announcement' : `${formats.number(total)} announcements`;
}

function written(page: { toString(): string }): string {
  return `<!doctype html>\n${page.toString()}\n`;
}
