import type { Quote } from '../../../core/announcement.ts';
import type { Part } from './part.ts';
import { PhraseLink } from './phrase-link.tsx';

/** Speakers shown at once; the others unfold. Three are a screen of a phone. */
const shownSpeakers = 3;

/** Who is quoted with what: below the text, as wide as the text, because quotes are read and not looked up. */
export function Quotes({ newest, words }: Part) {
  const { quotes = [], language } = newest.announcement;
  if (quotes.length === 0) return null;
  const { announcement: texts } = words;
  const lang = language === 'und' ? undefined : language;
  const speakers = bySpeaker(quotes);
  const more = speakers.slice(shownSpeakers);
  return (
    <section class="quotes" aria-labelledby="quotes">
      <h2 id="quotes">{texts.quotes}</h2>
      {speakers.slice(0, shownSpeakers).map((own) => (
        <Said quotes={own} lang={lang} />
      ))}
      {more.length > 0 && (
        <details>
          <summary>{texts.moreQuotes(more.flat().length)}</summary>
          {more.map((own) => (
            <Said quotes={own} lang={lang} />
          ))}
        </details>
      )}
    </section>
  );
}

/** Quotes that follow each other and are of one speaker belong together: a sentence is often interrupted to say who spoke. */
function bySpeaker(quotes: readonly Quote[]): readonly (readonly Quote[])[] {
  const groups: Quote[][] = [];
  for (const quote of quotes) {
    const last = groups.at(-1);
    if (last?.[0]!.speaker === quote.speaker) last.push(quote);
    else groups.push([quote]);
  }
  return groups;
}

function Said({ quotes, lang }: { readonly quotes: readonly Quote[]; readonly lang: string | undefined }) {
  const { speaker } = quotes[0]!;
  const office = quotes.find((quote) => quote.office !== undefined)?.office;
  return (
    <figure lang={lang}>
      <blockquote>
        {quotes.map((quote) => (
          <p dir="auto">{quote.text}</p>
        ))}
      </blockquote>
      <figcaption dir="auto">
        <PhraseLink name={speaker} />
        {office !== undefined && <small>{office}</small>}
      </figcaption>
    </figure>
  );
}
