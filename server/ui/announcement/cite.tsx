import { citation } from '../../api/citation.ts';
import type { Label } from '../../api/labels.ts';
import type { Part } from './part.ts';

/** The announcement as a citation: in words, as BibTeX, as RIS, and its permanent address. */
export function Cite({
  newest,
  permalink,
  label,
  words,
}: Part & { readonly permalink: string; readonly label: Label }) {
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
