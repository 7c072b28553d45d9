import type { CaptureNote } from '../../api/history.ts';
import { formatsFor } from '../formats.ts';
import type { Words } from '../words/en.ts';

/** When the page was fetched, and where in the archive each answer lies. */
export function Captures({ captures, words }: { readonly captures: readonly CaptureNote[]; readonly words: Words }) {
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
