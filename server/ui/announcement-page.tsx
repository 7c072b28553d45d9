import type { Child } from 'hono/jsx';
import type { Attachment, RevisionRecord, StatedDate } from '../../core/announcement.ts';
import { newestOf } from '../api/announcement-answer.ts';
import { citation } from '../api/citation.ts';
import type { AnnouncementRecord, CaptureNote } from '../api/history.ts';
import type { Label } from '../api/labels.ts';
import { places } from '../api/places.ts';
import { writeQueryString } from '../api/query-string.ts';
import type { Hit } from '../search/engine.ts';
import { formatQuery } from '../search/language/format-query.ts';
import { Body } from './body.tsx';
import { formatsFor, hostOf, webAddress } from './formats.ts';
import type { PageFrame } from './frame.ts';
import { HitDate, HitLink } from './hit-line.tsx';
import { announcementJsonLd } from './json-ld.ts';
import { Page } from './page.tsx';
import type { Words } from './words/en.ts';

export interface AnnouncementView {
  readonly frame: PageFrame;
  readonly record: AnnouncementRecord;
  readonly similar: readonly Hit[];
  readonly label: Label;
}

/** The announcement page: the text first, what is known about it beside it. */
export function AnnouncementPage({ view }: { readonly view: AnnouncementView }) {
  const { frame, record, label } = view;
  const { words } = frame;
  const newest = newestOf(record);
  const { announcement } = newest;
  const permalink = places.announcementPage(frame.base, announcement.id);
  const language = announcement.language === 'und' ? undefined : announcement.language;
  const firstText = announcement.body.find((paragraph) => paragraph.kind === 'text')?.text;
  return (
    <Page
      frame={frame}
      parts={{
        title: announcement.title,
        ...(firstText === undefined ? {} : { description: firstText.slice(0, 200) }),
        q: '',
        canonical: permalink,
        alternates: [
          {
            type: 'application/json',
            href: places.announcementApi('', announcement.id),
            title: words.announcement.json,
          },
        ],
        jsonLd: announcementJsonLd(newest, permalink, label),
        children: (
          <main id="main" tabindex={-1} class="announcement">
            <article>
              <header>
                <Byline newest={newest} label={label} words={words} />
                <h1 lang={language} dir="auto">
                  {announcement.title}
                </h1>
                <Original url={announcement.url} words={words} />
              </header>
              <StateNotice newest={newest} words={words} />
              <div class="text" lang={language} dir="auto">
                <Body body={announcement.body} none={words.announcement.noText} />
              </div>
              <Attachments newest={newest} words={words} />
            </article>
            <div class="about">
              <Facts newest={newest} label={label} words={words} />
              {record.revisions.length > 1 && <Versions record={record} words={words} />}
              <Cite newest={newest} permalink={permalink} label={label} words={words} />
              <Captures captures={record.captures} words={words} />
              <ProvenanceTable newest={newest} words={words} />
              <p>
                <a href={places.announcementApi('', announcement.id)}>{words.announcement.json}</a>
              </p>
            </div>
            <Similar hits={view.similar} words={words} label={label} />
          </main>
        ),
      }}
    />
  );
}

interface Part {
  readonly newest: RevisionRecord;
  readonly words: Words;
}

function Byline({ newest, label, words }: Part & { readonly label: Label }) {
  const { announcement } = newest;
  const formats = formatsFor(words.locale);
  return (
    <p class="meta">
      {announcement.published !== undefined && (
        <time datetime={announcement.published.value}>
          {formats.stated(announcement.published.value, announcement.published.precision)}
        </time>
      )}
      <span class="publisher" dir="auto">
        {announcement.agency ?? label('source', announcement.source)}
      </span>
      {announcement.kind !== undefined && <span>{label('kind', announcement.kind)}</span>}
      {newest.status === 'removed' && <span class="badge removed">{words.results.removed}</span>}
    </p>
  );
}

export function Original({ url, words }: { readonly url: string; readonly words: Words }) {
  const address = webAddress(url);
  if (address === undefined) return null;
  return (
    <p class="to-original">
      <a class="button" href={address} rel="noreferrer">
        {words.announcement.original(hostOf(address))} <span aria-hidden="true">↗</span>
      </a>
    </p>
  );
}

function StateNotice({ newest, words }: Part) {
  const formats = formatsFor(words.locale);
  if (newest.status === 'removed')
    return <p class="notice removed">{words.announcement.removed(formats.day(newest.removedAt ?? newest.lastSeen))}</p>;
  if (newest.revisions < 2) return null;
  return (
    <p class="notice changed">
      {words.announcement.changed(newest.revisions)}{' '}
      <a href={places.revisionPage('', newest.announcement.id, newest.revision, newest.revision - 1)}>
        {words.announcement.whatChanged}
      </a>
    </p>
  );
}

function Attachments({ newest, words }: Part) {
  const { attachments } = newest.announcement;
  if (attachments.length === 0) return null;
  return (
    <section aria-labelledby="attachments">
      <h2 id="attachments">{words.announcement.attachments}</h2>
      <ul>
        {attachments.map((attachment) => {
          const address = webAddress(attachment.url);
          const title = attachment.title === '' ? attachment.url : attachment.title;
          return (
            <li dir="auto">
              {address === undefined ? (
                title
              ) : (
                <a href={address} rel="noreferrer">
                  {title}
                </a>
              )}
              {formatOf(attachment) !== '' && <small> ({formatOf(attachment)})</small>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** `PDF` of `application/pdf`; nothing where the title says it already. */
function formatOf({ type, title }: Attachment): string {
  const name = (type ?? '').replace(/^.*\//, '').toUpperCase();
  return /^[A-Z]{2,5}$/.test(name) && !title.toUpperCase().includes(name) ? name : '';
}

function Facts({ newest, label, words }: Part & { readonly label: Label }) {
  const { announcement } = newest;
  const texts = words.announcement;
  const formats = formatsFor(words.locale);
  const filterLink = (facet: string, value: string, text = value) => (
    <a href={`/search?${writeQueryString([[`filter_${facet}`, value]])}`} dir="auto">
      {text}
    </a>
  );
  const list = (values: readonly string[], one: (value: string) => Child) =>
    values.map((value) => <span class="value">{one(value)}</span>);
  return (
    <section class="card facts" aria-labelledby="facts">
      <h2 id="facts">{texts.facts}</h2>
      <dl>
        <DateFact term={texts.published} date={announcement.published} words={words} />
        <DateFact term={texts.modified} date={announcement.modified} words={words} />
        {announcement.agency !== undefined && (
          <Fact term={texts.agency}>{filterLink('agency', announcement.agency)}</Fact>
        )}
        {announcement.components.length > 1 && (
          <Fact term={texts.components}>
            {list(announcement.components, (value) => filterLink('component', value))}
          </Fact>
        )}
        {announcement.kind !== undefined && (
          <Fact term={texts.kind}>{filterLink('kind', announcement.kind, label('kind', announcement.kind))}</Fact>
        )}
        {announcement.topics.length > 0 && (
          <Fact term={texts.topics}>{list(announcement.topics, (value) => filterLink('topic', value))}</Fact>
        )}
        {announcement.number !== undefined && <Fact term={texts.number}>{announcement.number}</Fact>}
        {announcement.people.length > 0 && (
          <Fact term={texts.people}>
            {announcement.people.map((person) => (
              <span class="value" dir="auto">
                {phraseLink(person.name)}
                {person.office !== undefined && <small>{person.office}</small>}
              </span>
            ))}
          </Fact>
        )}
        {announcement.places.length > 0 && <Fact term={texts.places}>{list(announcement.places, phraseLink)}</Fact>}
        {announcement.organizations.length > 0 && (
          <Fact term={texts.organizations}>{list(announcement.organizations, phraseLink)}</Fact>
        )}
        {announcement.quotes !== undefined && (
          <Fact term={texts.quotes}>
            {announcement.quotes.map((quote) => (
              <span class="value" dir="auto">
                <q>{quote.text}</q>
                <small>{quote.office === undefined ? quote.speaker : `${quote.speaker}, ${quote.office}`}</small>
              </span>
            ))}
          </Fact>
        )}
        {announcement.contacts.length > 0 && (
          <Fact term={texts.contacts}>{list(announcement.contacts, (value) => value)}</Fact>
        )}
        <Fact term={texts.language}>{label('language', announcement.language)}</Fact>
        {announcement.translations.length > 0 && (
          <Fact term={texts.translations}>
            {announcement.translations.map((translation) => {
              const address = webAddress(translation.url);
              const name = label('language', translation.language);
              return <span class="value">{address === undefined ? name : <a href={address}>{name}</a>}</span>;
            })}
          </Fact>
        )}
        <Fact term={texts.source}>
          {filterLink('source', announcement.source, label('source', announcement.source))}
        </Fact>
        <Fact term={texts.firstSeen}>
          <time datetime={newest.firstSeen}>{formats.time(newest.firstSeen)}</time>
        </Fact>
        <Fact term={texts.lastSeen}>
          <time datetime={newest.lastSeen}>{formats.time(newest.lastSeen)}</time>
        </Fact>
      </dl>
    </section>
  );
}

/** What else mentions a name: people, places and organizations are no facets, but their names can be searched for. */
function phraseLink(name: string) {
  const q = formatQuery({ kind: 'phrase', text: name, slop: 0 });
  return (
    <a href={`/search?${writeQueryString([['q', q]])}`} dir="auto">
      {name}
    </a>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children?: Child }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function DateFact({
  term,
  date,
  words,
}: {
  readonly term: string;
  readonly date: StatedDate | undefined;
  readonly words: Words;
}) {
  if (date === undefined) return null;
  const precision = words.announcement.precision[date.precision];
  const found = words.announcement.provenanceKinds[date.source];
  return (
    <Fact term={term}>
      <time datetime={date.value}>{formatsFor(words.locale).stated(date.value, date.precision)}</time>
      {date.precision === 'minute' && <small> {date.value.slice(11)}</small>}
      <small class="quiet">
        {' '}
        {[precision, found === undefined ? '' : words.announcement.foundIn(found)]
          .filter((part) => part !== '')
          .join(', ')}
      </small>
    </Fact>
  );
}

function Versions({ record, words }: { readonly record: AnnouncementRecord; readonly words: Words }) {
  const formats = formatsFor(words.locale);
  const newest = newestOf(record);
  return (
    <section class="card" aria-labelledby="versions">
      <h2 id="versions">{words.announcement.versions}</h2>
      <ol class="versions" reversed>
        {[...record.revisions].reverse().map((each) => (
          <li value={each.revision}>
            <a href={places.revisionPage('', each.announcement.id, each.revision)}>
              {words.announcement.versionSeen(formats.time(each.revisionSeen))}
            </a>
            {each === newest && <span class="badge">{words.announcement.current}</span>}
            {each.revision > 1 && (
              <a
                class="diff-link"
                href={places.revisionPage('', each.announcement.id, each.revision, each.revision - 1)}
              >
                {words.announcement.whatChanged}
              </a>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Cite({ newest, permalink, label, words }: Part & { readonly permalink: string; readonly label: Label }) {
  const cited = citation(newest.announcement, newest.firstSeen, permalink, label, words.citation);
  const block = (name: string, text: string, open: boolean) => (
    <details open={open}>
      <summary>{name}</summary>
      <pre
        class={open ? 'cite words' : 'cite'}
        data-copy={words.announcement.copy}
        data-copied={words.announcement.copied}
        tabindex={0}
        aria-label={name}
        role="region"
      >
        {text}
      </pre>
    </details>
  );
  return (
    <section class="card" aria-labelledby="cite">
      <h2 id="cite">{words.announcement.cite}</h2>
      {block(words.announcement.asText, cited.plain, true)}
      {block('BibTeX', cited.bibtex, false)}
      {block('RIS', cited.ris, false)}
      <p>
        <a href={permalink}>{words.announcement.permalink}</a>
      </p>
    </section>
  );
}

function Captures({ captures, words }: { readonly captures: readonly CaptureNote[]; readonly words: Words }) {
  if (captures.length === 0) return null;
  const formats = formatsFor(words.locale);
  return (
    <details class="card">
      <summary>
        {words.announcement.captures} ({formats.number(captures.length)})
      </summary>
      <p class="hint">{words.announcement.captureNote}</p>
      <ul class="captures">
        {captures.map((capture) => (
          <li>
            <time datetime={capture.fetchedAt}>{formats.time(capture.fetchedAt)}</time>
            {capture.status !== undefined && <span> · HTTP {capture.status}</span>}
            {capture.digest !== undefined && <code>{capture.digest}</code>}
            {capture.archive !== undefined && (
              <code>
                {capture.archive.file} @ {capture.archive.offset}
              </code>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

function ProvenanceTable({ newest, words }: Part) {
  const texts = words.announcement;
  const entries = Object.entries(newest.announcement.provenance);
  if (entries.length === 0) return null;
  return (
    <details class="card">
      <summary>{texts.provenance}</summary>
      <dl>
        {entries.map(([field, found]) => (
          <div>
            <dt>{fieldName(field, words)}</dt>
            <dd>
              {texts.provenanceKinds[found.kind] ?? found.kind}
              {found.detail !== undefined && <code>{found.detail}</code>}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** The name of a field of an announcement in the reader's language. */
export function fieldName(field: string, { announcement: texts }: Words): string {
  const names: Readonly<Partial<Record<string, string>>> = {
    title: texts.title,
    body: texts.body,
    published: texts.published,
    modified: texts.modified,
    agency: texts.agency,
    components: texts.components,
    kind: texts.kind,
    topics: texts.topics,
    number: texts.number,
    people: texts.people,
    places: texts.places,
    organizations: texts.organizations,
    quotes: texts.quotes,
    contacts: texts.contacts,
    attachments: texts.attachments,
    language: texts.language,
    translations: texts.translations,
  };
  return names[field] ?? field;
}

function Similar({
  hits,
  words,
  label,
}: {
  readonly hits: readonly Hit[];
  readonly words: Words;
  readonly label: Label;
}) {
  if (hits.length === 0) return null;
  return (
    <section class="similar" aria-labelledby="similar">
      <h2 id="similar">{words.announcement.similar}</h2>
      <ul>
        {hits.map((hit) => (
          <li>
            <HitLink hit={hit} />
            <p class="meta">
              <HitDate hit={hit} words={words} />
              <span dir="auto">{hit.agency ?? label('source', hit.source)}</span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
