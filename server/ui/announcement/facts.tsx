import type { Child } from 'hono/jsx';
import type { StatedDate } from '../../../core/announcement.ts';
import type { Label } from '../../api/labels.ts';
import { writeQueryString } from '../../api/query-string.ts';
import { Fact } from '../fact.tsx';
import { formatsFor, webAddress } from '../formats.ts';
import type { Words } from '../words/en.ts';
import type { Part } from './part.ts';
import { PhraseLink } from './phrase-link.tsx';

/** What is known of the announcement, each value a way to the others that share it. */
export function Facts({ newest, label, words }: Part & { readonly label: Label }) {
  const { announcement } = newest;
  const texts = words.announcement;
  const formats = formatsFor(words.locale);
  const filterLink = (facet: string, value: string, text = value) => (
    <a href={`/search?${writeQueryString([[`filter_${facet}`, value]])}`} dir="auto">
      {text}
    </a>
  );
  const list = (values: readonly string[], one: (value: string) => Child) =>
    values.map((value) => <span class="value">{one(value)}</span>);
  return (
    <section class="card facts" aria-labelledby="facts">
      <h2 id="facts">{texts.facts}</h2>
      <dl>
        <DateFact term={texts.published} date={announcement.published} words={words} />
        <DateFact term={texts.modified} date={announcement.modified} words={words} />
        {announcement.agency !== undefined && (
          <Fact term={texts.agency}>{filterLink('agency', announcement.agency)}</Fact>
        )}
        {announcement.components.length > 1 && (
          <Fact term={texts.components}>
            {list(announcement.components, (value) => filterLink('component', value))}
          </Fact>
        )}
        {announcement.kind !== undefined && (
          <Fact term={texts.kind}>{filterLink('kind', announcement.kind, label('kind', announcement.kind))}</Fact>
        )}
        {announcement.topics.length > 0 && (
          <Fact term={texts.topics}>{list(announcement.topics, (value) => filterLink('topic', value))}</Fact>
        )}
        {announcement.number !== undefined && <Fact term={texts.number}>{announcement.number}</Fact>}
        {announcement.people.length > 0 && (
          <Fact term={texts.people}>
            {announcement.people.map((person) => (
              <span class="value" dir="auto">
                <PhraseLink name={person.name} />
                {person.office !== undefined && <small>{person.office}</small>}
              </span>
            ))}
          </Fact>
        )}
        {announcement.places.length > 0 && (
          <Fact term={texts.places}>
            {list(announcement.places, (name) => (
              <PhraseLink name={name} />
            ))}
          </Fact>
        )}
        {announcement.organizations.length > 0 && (
          <Fact term={texts.organizations}>
            {list(announcement.organizations, (name) => (
              <PhraseLink name={name} />
            ))}
          </Fact>
        )}
        {announcement.contacts.length > 0 && (
          <Fact term={texts.contacts}>{list(announcement.contacts, (value) => value)}</Fact>
        )}
        <Fact term={texts.language}>{label('language', announcement.language)}</Fact>
        {announcement.translations.length > 0 && (
          <Fact term={texts.translations}>
            {announcement.translations.map((translation) => {
              const address = webAddress(translation.url);
              const name = label('language', translation.language);
              return <span class="value">{address === undefined ? name : <a href={address}>{name}</a>}</span>;
            })}
          </Fact>
        )}
        <Fact term={texts.source}>
          {filterLink('source', announcement.source, label('source', announcement.source))}
        </Fact>
        <Fact term={texts.firstSeen}>
          <time datetime={newest.firstSeen}>{formats.time(newest.firstSeen)}</time>
        </Fact>
        <Fact term={texts.lastSeen}>
          <time datetime={newest.lastSeen}>{formats.time(newest.lastSeen)}</time>
        </Fact>
      </dl>
    </section>
  );
}

function DateFact({
  term,
  date,
  words,
}: {
  readonly term: string;
  readonly date: StatedDate | undefined;
  readonly words: Words;
}) {
  if (date === undefined) return null;
  const precision = words.announcement.precision[date.precision];
  const found = words.announcement.provenanceKinds[date.source];
  return (
    <Fact term={term}>
      <time datetime={date.value}>{formatsFor(words.locale).stated(date.value, date.precision)}</time>
      {date.precision === 'minute' && <small> {date.value.slice(11)}</small>}
      <small class="quiet">
        {' '}
        {[precision, found === undefined ? '' : words.announcement.foundIn(found)]
          .filter((part) => part !== '')
          .join(', ')}
      </small>
    </Fact>
  );
}
