import type { Label } from '../../api/labels.ts';
import type { Hit } from '../../search/engine.ts';
import { HitDate, HitLink } from '../hit-line.tsx';
import type { Words } from '../words/en.ts';

/** Announcements like this one. */
export function Similar({
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
