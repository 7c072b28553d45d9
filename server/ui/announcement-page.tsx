import { newestOf } from '../api/announcement-answer.ts';
import type { AnnouncementRecord } from '../api/history.ts';
import type { Label } from '../api/labels.ts';
import { places } from '../api/places.ts';
import type { Hit } from '../search/engine.ts';
import { Attachments } from './announcement/attachments.tsx';
import { Captures } from './announcement/captures.tsx';
import { Cite } from './announcement/cite.tsx';
import { Facts } from './announcement/facts.tsx';
import type { Part } from './announcement/part.ts';
import { Provenance } from './announcement/provenance.tsx';
import { Quotes } from './announcement/quotes.tsx';
import { Similar } from './announcement/similar.tsx';
import { Versions } from './announcement/versions.tsx';
import { Body } from './body.tsx';
import { formatsFor } from './formats.ts';
import type { PageFrame } from './frame.ts';
import { announcementJsonLd } from './json-ld.ts';
import { Original } from './original.tsx';
import { Page } from './page.tsx';

/** A title of more characters is set smaller: at full size it would push the text below the second screen of a phone. Real ones seldom have 200. */
const longTitle = 200;

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
                <h1 lang={language} dir="auto" class={announcement.title.length > longTitle ? 'long' : undefined}>
                  {announcement.title}
                </h1>
                <Original url={announcement.url} words={words} />
              </header>
              <StateNotice newest={newest} words={words} />
              <div class="text" lang={language} dir="auto">
                <Body body={announcement.body} none={words.announcement.noText} />
              </div>
              <Quotes newest={newest} words={words} />
              <Attachments newest={newest} words={words} />
            </article>
            <div class="about">
              <Facts newest={newest} label={label} words={words} />
              {record.revisions.length > 1 && <Versions record={record} words={words} />}
              <Cite newest={newest} permalink={permalink} label={label} words={words} />
              <Captures captures={record.captures} words={words} />
              <Provenance newest={newest} words={words} />
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
