import type { Attachment } from '../../../core/announcement.ts';
import { webAddress } from '../formats.ts';
import type { Part } from './part.ts';

/** What the publisher put beside the text, each with its format. */
export function Attachments({ newest, words }: Part) {
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
