import type { Hit } from '../search/engine.ts';
import type { Label } from '../api/labels.ts';
import { places } from '../api/places.ts';
import { formatsFor, hostOf, webAddress } from './formats.ts';
import type { Words } from './words/en.ts';

interface ResultCardProps {
  readonly hit: Hit;
  readonly words: Words;
  readonly label: Label;
  /** Every version is a result of its own: say which this is. */
  readonly versions?: boolean;
  /** Level of its heading. */
  readonly level?: 2 | 3;
}

/** One announcement in a list: title, when and by whom, and the passages that show why it was found. */
export function ResultCard({ hit, words, label, versions = false, level = 2 }: ResultCardProps) {
  const Heading = level === 2 ? 'h2' : 'h3';
  const titleSnippet = hit.snippets.find((snippet) => snippet.field === 'title');
  const page = versions ? places.revisionPage('', hit.id, hit.revision) : places.announcementPage('', hit.id);
  return (
    <article class="result" lang={hit.language === 'und' ? undefined : hit.language}>
      <Heading dir="auto">
        <a href={page}>
          {titleSnippet === undefined
            ? hit.title
            : titleSnippet.runs.map((run) => (run.hit === true ? <mark>{run.text}</mark> : run.text))}
        </a>
      </Heading>
      <ResultFacts hit={hit} words={words} label={label} versions={versions} />
      {hit.snippets
        .filter((snippet) => snippet.field === 'body')
        .map((snippet) => (
          <p class="snippet" dir="auto">
            {snippet.runs.map((run) => (run.hit === true ? <mark>{run.text}</mark> : run.text))}
          </p>
        ))}
    </article>
  );
}

function ResultFacts({ hit, words, label, versions = false }: ResultCardProps) {
  const formats = formatsFor(words.locale);
  const original = webAddress(hit.url);
  return (
    <p class="meta" lang={words.locale}>
      {hit.published === undefined ? (
        <span>{words.results.undated}</span>
      ) : (
        <time datetime={hit.published.value}>{formats.stated(hit.published.value, hit.published.precision)}</time>
      )}
      <span class="publisher" dir="auto">
        {hit.agency ?? label('source', hit.source)}
      </span>
      {hit.kind !== undefined && <span>{label('kind', hit.kind)}</span>}
      {hit.status === 'removed' && <span class="badge removed">{words.results.removed}</span>}
      {hit.status !== 'removed' && hit.versions > 1 && !versions && (
        <span class="badge changed">{words.results.changed(hit.versions)}</span>
      )}
      {versions && <span class="badge">{words.results.version(hit.revision, hit.versions)}</span>}
      {original !== undefined && (
        <a class="original" href={original} rel="noreferrer">
          {words.results.original}: {hostOf(original)}
        </a>
      )}
    </p>
  );
}
