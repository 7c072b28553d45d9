import type { Paragraph, Person } from '../../../core/announcement.ts';
import { organizationsIn } from './organizations.ts';
import { peopleIn } from './people.ts';
import { placesIn } from './places.ts';

/** Who and what a text names. */
export interface Names {
  readonly people: readonly Person[];
  readonly places: readonly string[];
  readonly organizations: readonly string[];
}

/** Reads the names that a text itself makes plain: people by their office, places by the dateline, organisations by the acronym they define. */
export function namesIn(body: readonly Paragraph[], language: string): Names {
  return { people: peopleIn(body, language), places: placesIn(body), organizations: organizationsIn(body) };
}
