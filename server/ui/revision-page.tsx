import type { RevisionRecord } from '../../core/announcement.ts';
import { revisionDiff } from '../api/announcement-answer.ts';
import type { AnnouncementRecord } from '../api/history.ts';
import { places } from '../api/places.ts';
import type { DiffAnswer, DiffPiece } from '../api/schemas.ts';
import { fieldName } from './field-name.ts';
import { Original } from './original.tsx';
import { Body, ParagraphElement } from './body.tsx';
import { formatsFor } from './formats.ts';
import type { PageFrame } from './frame.ts';
import { Page } from './page.tsx';
import type { Words } from './words/en.ts';

export interface RevisionView {
  readonly frame: PageFrame;
  readonly record: AnnouncementRecord;
  readonly shown: RevisionRecord;
  /** The version to compare with. */
  readonly against: RevisionRecord | undefined;
}

/** One version of an announcement, alone or compared with another, word by word. */
export function RevisionPage({ view }: { readonly view: RevisionView }) {
  const { frame, record, shown, against } = view;
  const { words } = frame;
  const { announcement } = shown;
  const formats = formatsFor(words.locale);
  const language = announcement.language === 'und' ? undefined : announcement.language;
  const diff = against === undefined ? undefined : revisionDiff(against, shown);
  const name = words.revision.title(shown.revision, record.revisions.length);
  return (
    <Page
      frame={frame}
      parts={{
        title: `${name}: ${announcement.title}`,
        q: '',
        noIndex: true,
        canonical: places.announcementPage(frame.base, announcement.id),
        children: (
          <main id="main" tabindex={-1} class="announcement revision">
            <article>
              <header>
                <p class="meta">
                  <span>{name}</span>
                  <span>{words.revision.seen(formats.time(shown.revisionSeen))}</span>
                  {against !== undefined && <span>{words.revision.compared(against.revision)}</span>}
                </p>
                <h1 lang={language} dir="auto">
                  {diff === undefined ? announcement.title : <Pieces pieces={diff.title} words={words} />}
                </h1>
                <RevisionLinks view={view} words={words} />
              </header>
              {diff !== undefined && <Summary diff={diff} words={words} />}
              <div class="text" lang={language} dir="auto">
                {diff === undefined ? (
                  <Body body={announcement.body} none={words.announcement.noText} />
                ) : (
                  <DiffBody diff={diff} words={words} />
                )}
              </div>
              <Original url={announcement.url} words={words} />
            </article>
          </main>
        ),
      }}
    />
  );
}

function RevisionLinks({ view, words }: { readonly view: RevisionView; readonly words: Words }) {
  const { record, shown, against } = view;
  const { id } = shown.announcement;
  const last = record.revisions.length;
  return (
    <nav class="versions-nav" aria-label={words.announcement.versions}>
      {shown.revision > 1 && (
        <a
          href={places.revisionPage(
            '',
            id,
            shown.revision - 1,
            shown.revision > 2 && against !== undefined ? shown.revision - 2 : undefined,
          )}
        >
          ← {words.revision.older}
        </a>
      )}
      {against === undefined && shown.revision > 1 && (
        <a href={places.revisionPage('', id, shown.revision, shown.revision - 1)}>{words.revision.compareWith}</a>
      )}
      {against !== undefined && <a href={places.revisionPage('', id, shown.revision)}>{words.revision.plain}</a>}
      {shown.revision < last && (
        <a href={places.revisionPage('', id, shown.revision + 1, against === undefined ? undefined : shown.revision)}>
          {words.revision.newer} →
        </a>
      )}
      <a href={places.announcementPage('', id)}>{words.revision.newest}</a>
    </nav>
  );
}

function Summary({ diff, words }: { readonly diff: DiffAnswer; readonly words: Words }) {
  const formats = formatsFor(words.locale);
  const nothing = diff.words_added === 0 && diff.words_removed === 0;
  return (
    <div class="notice">
      <p>
        {nothing
          ? words.revision.same
          : words.revision.summary(
              diff.words_added,
              formats.number(diff.words_added),
              formats.number(diff.words_removed),
            )}
      </p>
      {diff.fields.length > 0 && (
        <table>
          <caption>{words.revision.fields}</caption>
          <thead>
            <tr>
              <th scope="col">{words.announcement.field}</th>
              <th scope="col">{words.revision.before}</th>
              <th scope="col">{words.revision.after}</th>
            </tr>
          </thead>
          <tbody>
            {diff.fields.map((field) => (
              <tr>
                <th scope="row">{fieldName(field.field, words)}</th>
                <td dir="auto">{field.from ?? '—'}</td>
                <td dir="auto">{field.to ?? '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

function DiffBody({ diff, words }: { readonly diff: DiffAnswer; readonly words: Words }) {
  return (
    <>
      {diff.body.map((paragraph) => (
        <ParagraphElement paragraph={{ kind: paragraph.kind, text: '' }}>
          <Pieces pieces={paragraph.pieces} words={words} />
        </ParagraphElement>
      ))}
    </>
  );
}

/** Insertions and deletions are marked by elements, underline and strike, and said to screen readers: never by colour alone. */
function Pieces({ pieces, words }: { readonly pieces: readonly DiffPiece[]; readonly words: Words }) {
  return (
    <>
      {pieces.map((piece) => {
        if (piece.op === 'same') return piece.text;
        const said = (
          <span class="hidden"> [{piece.op === 'added' ? words.revision.added : words.revision.removed}: </span>
        );
        const end = <span class="hidden">] </span>;
        return piece.op === 'added' ? (
          <ins>
            {said}
            {piece.text}
            {end}
          </ins>
        ) : (
          <del>
            {said}
            {piece.text}
            {end}
          </del>
        );
      })}
    </>
  );
}
