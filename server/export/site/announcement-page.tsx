import type { Child } from 'hono/jsx';
import type { RevisionRecord } from '../../../core/announcement.ts';
import type { Hit } from '../../search/engine.ts';
import { Body } from '../../ui/body.tsx';
import { hostOf, webAddress } from '../../ui/formats.ts';
import { browseOf, pageOf } from '../page-names.ts';
import type { Edition, SiteFacts } from './edition.ts';
import { Frame, written } from './frame.tsx';

/** The page of one announcement: facts first, then the text and what was attached to it. */
export function announcementPage(
  hit: Hit,
  record: RevisionRecord | undefined,
  edition: Edition,
  facts: SiteFacts,
): string {
  const { words, formats, texts, label } = edition;
  const { announcement: names } = words;
  const own = { lang: words.locale };
  const original = webAddress(hit.url);
  const attachments = record?.announcement.attachments ?? [];
  return written(
    <Frame
      title={hit.title}
      language={hit.language === 'und' ? '' : hit.language}
      path={pageOf(hit)}
      edition={edition}
      facts={facts}
    >
      <article>
        <h1 dir="auto">{hit.title}</h1>
        {hit.removedAt !== undefined && <p {...own}>{names.removed(formats.day(hit.removedAt))}</p>}
        <dl {...own}>
          <Fact name={names.published}>
            {hit.published === undefined
              ? words.results.undated
              : formats.stated(hit.published.value, hit.published.precision)}
          </Fact>
          {hit.components.length > 0 && (
            <Fact name={names.agency}>
              <span dir="auto">{hit.components.join('; ')}</span>
            </Fact>
          )}
          {hit.kind !== undefined && <Fact name={names.kind}>{label('kind', hit.kind)}</Fact>}
          {hit.number !== undefined && (
            <Fact name={names.number}>
              <span dir="auto">{hit.number}</span>
            </Fact>
          )}
          {hit.topics.length > 0 && (
            <Fact name={names.topics}>
              <span dir="auto">{hit.topics.join('; ')}</span>
            </Fact>
          )}
          <Fact name={words.results.original}>
            {original === undefined ? hit.url : <a href={original}>{hostOf(original)}</a>}
          </Fact>
          <Fact name={names.firstSeen}>{formats.day(hit.firstSeen)}</Fact>
          <Fact name={names.lastSeen}>{formats.day(hit.lastSeen)}</Fact>
          {hit.versions > 1 && <Fact name={names.versions}>{words.revision.title(hit.revision, hit.versions)}</Fact>}
        </dl>
        <Body body={record?.announcement.body ?? []} none={names.noText} />
        {attachments.length > 0 && (
          <section {...own}>
            <h2>{names.attachments}</h2>
            <ul>
              {attachments.map(({ url, title }) => (
                <li dir="auto">
                  {webAddress(url) === undefined ? `${title} (${url})` : <a href={url}>{title === '' ? url : title}</a>}
                </li>
              ))}
            </ul>
          </section>
        )}
        <p {...own} class="quiet">
          <a href={`../${browseOf(hit.published?.value)}`}>{texts.sameTime}</a>
        </p>
      </article>
    </Frame>,
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
