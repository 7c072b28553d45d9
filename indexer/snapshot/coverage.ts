import { join } from 'node:path';
import { dayText, type Instant } from '../../core/instant.ts';
import { facetColumns } from '../index/document.ts';
import { noDay, Segment } from '../index/segment.ts';
import type { CoverageEntry, SegmentEntry } from './manifest.ts';

/** What the store knows of a source beyond its announcements. */
export interface CoverageFacts {
  readonly source: string;
  readonly name: string;
  readonly lastSuccess?: Instant;
  readonly failingSince?: Instant;
  readonly robots?: string;
}

export interface Counted {
  readonly documents: number;
  readonly announcements: number;
  readonly coverage: readonly CoverageEntry[];
}

/**
 * Counts live documents, and per source the announcements with their first and last published day. Sources without any are kept: "0" is an
 * answer. `open`: segments that are open already, so that a small update does not read the whole index again.
 */
export function coverageOf(
  folder: string,
  entries: readonly SegmentEntry[],
  facts: readonly CoverageFacts[],
  open: readonly Segment[],
): Counted {
  const tallies = new Map<string, Tally>(
    facts.map((fact) => [fact.source, { announcements: 0, first: Infinity, last: -Infinity }]),
  );
  let documents = 0;
  for (const entry of entries) {
    documents += entry.documents - entry.dead.length;
    const known = open.find((segment) => segment.name === entry.name);
    const segment = known ?? Segment.open(join(folder, `${entry.name}.seg`));
    count(segment, new Set(entry.dead), tallies);
    if (known === undefined) segment.close();
  }
  const known = new Map(facts.map((fact) => [fact.source, fact]));
  const coverage = [...tallies]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([source, tally]) => ({
      ...(known.get(source) ?? { source, name: source }),
      documents: tally.announcements,
      ...(tally.first === Infinity ? {} : { from: dayText(tally.first), to: dayText(tally.last) }),
    }));
  return { documents, announcements: coverage.reduce((sum, { documents: own }) => sum + own, 0), coverage };
}

interface Tally {
  announcements: number;
  first: number;
  last: number;
}

function count(segment: Segment, dead: ReadonlySet<number>, tallies: Map<string, Tally>): void {
  const { values, starts, ordinals } = segment.facets[facetColumns.indexOf('source')]!;
  const names = Array.from({ length: values.size }, (_, ordinal) => values.at(ordinal));
  for (let document = 0; document < segment.size; document++) {
    if (dead.has(document) || !segment.isCurrent(document)) continue;
    const name = names[ordinals[starts[document]!]!]!;
    let tally = tallies.get(name);
    if (tally === undefined) tallies.set(name, (tally = { announcements: 0, first: Infinity, last: -Infinity }));
    tally.announcements++;
    const first = segment.firstDays[document]!;
    if (first === noDay) continue;
    tally.first = Math.min(tally.first, first);
    tally.last = Math.max(tally.last, segment.lastDays[document]!);
  }
}
