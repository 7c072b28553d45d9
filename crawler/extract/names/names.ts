import type { Paragraph, Person, Quote } from '../../../core/announcement.ts';
import { organizationsIn } from './organizations.ts';
import { peopleIn } from './people.ts';
import { placesIn } from './places.ts';
import { quotesIn } from './quotes.ts';

/** Who and what a text names. */
export interface Names {
  readonly people: readonly Person[];
  readonly places: readonly string[];
  readonly organizations: readonly string[];
  readonly quotes?: readonly Quote[];
}

/** Reads the names that a text itself makes plain: people by their office, places by the dateline, organisations by the acronym they define,
 * quotes by the words of saying beside them. */
export function namesIn(body: readonly Paragraph[], language: string): Names {
  const people = peopleIn(body, language);
  const quotes = people.length === 0 ? [] : quotesIn(body, people);
  return {
    people,
    places: placesIn(body),
    organizations: organizationsIn(body),
    ...(quotes.length === 0 ? {} : { quotes }),
  };
}
