import { newestOf } from '../../api/announcement-answer.ts';
import type { AnnouncementRecord } from '../../api/history.ts';
import { places } from '../../api/places.ts';
import { formatsFor } from '../formats.ts';
import type { Words } from '../words/en.ts';

/** Every version, the newest first, each with what changed in it. */
export function Versions({ record, words }: { readonly record: AnnouncementRecord; readonly words: Words }) {
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
