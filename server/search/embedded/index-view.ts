import type { Instant } from '../../../core/instant.ts';
import { documentFlags, noDay, type Segment } from '../../../indexer/index/segment.ts';
import type { Snapshot } from '../../../indexer/snapshot/snapshot.ts';
import { addToMask, andMasks, fullMask, invertMask, newMask, type Mask } from './document-set.ts';

/** A snapshot as searches see it: its segments with their living documents, and the statistics of all of them together. */
export class IndexView {
  readonly snapshot: Snapshot;
  readonly segments: readonly SegmentView[];
  /** Living documents (revisions). */
  readonly documents: number;
  /** All languages of the index, the most frequent first: the analyzer reads a query's stop words by that. */
  readonly languages: readonly string[];
  /** Means over the living documents. */
  readonly meanLengths: FieldLengths;
  private newest: number | undefined;

  constructor(snapshot: Snapshot) {
    this.snapshot = snapshot;
    this.segments = snapshot.segments.map(
      (segment, i) => new SegmentView(segment, snapshot.manifest.segments[i]!.dead),
    );
    this.documents = snapshot.manifest.documents;
    this.languages = byFrequency(snapshot.segments);
    const sums = this.segments.map((view) => view.lengthSums);
    const mean = (field: keyof FieldLengths): number =>
      this.documents === 0 ? 0 : sums.reduce((sum, own) => sum + own[field], 0) / this.documents;
    this.meanLengths = {
      titleDistinct: mean('titleDistinct'),
      bodyDistinct: mean('bodyDistinct'),
      titleWords: mean('titleWords'),
      bodyWords: mean('bodyWords'),
    };
  }

  /** The newest day on which a document was published, days after the snapshot was made left out (a slip, or planned); `noDay` when none is known. */
  newestDay(): number {
    return (this.newest ??= newestDayOf(this.segments, this.snapshot.manifest.madeAt));
  }
}

function newestDayOf(segments: readonly SegmentView[], madeAt: Instant): number {
  const today = Math.floor(Date.parse(madeAt) / 86_400_000);
  let newest = noDay;
  for (const { segment } of segments)
    for (const day of segment.firstDays) if (day > newest && day <= today) newest = day;
  return newest;
}

/** How much a term tells that is in so many documents (BM25's idf): 0 and more. */
export function rarity(view: IndexView, documents: number): number {
  return Math.log(1 + (view.documents - documents + 0.5) / (documents + 0.5));
}

function byFrequency(segments: readonly Segment[]): string[] {
  const counts = new Map<string, number>();
  for (const { facts, languages } of segments) {
    const own = new Uint32Array(facts.languages.length);
    for (const language of languages) own[language]!++;
    own.forEach((count, ordinal) =>
      counts.set(facts.languages[ordinal]!, (counts.get(facts.languages[ordinal]!) ?? 0) + count),
    );
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([language]) => language);
}

export interface FieldLengths {
  readonly titleDistinct: number;
  readonly bodyDistinct: number;
  readonly titleWords: number;
  readonly bodyWords: number;
}

export class SegmentView {
  readonly segment: Segment;
  readonly size: number;
  /** Dead documents, ascending. */
  readonly dead: Uint16Array;
  /** Living documents; `undefined` when all live. */
  readonly live: Mask | undefined;
  /** Living newest revisions; `undefined` when that is all documents. */
  readonly liveCurrent: Mask | undefined;
  readonly lengthSums: FieldLengths;
  private ranks: Uint16Array | undefined;
  private readonly published = new Map<string, Mask>();
  private readonly deadCounts = new Map<number, number>();

  constructor(segment: Segment, dead: readonly number[]) {
    this.segment = segment;
    this.size = segment.size;
    this.dead = Uint16Array.from(dead);
    this.live = dead.length === 0 ? undefined : liveMask(segment.size, this.dead);
    this.liveCurrent = andMasks(this.live, currentMask(segment));
    this.lengthSums = lengthSums(segment, this.dead);
  }

  /** The rank of each document among all, by id, the newest revision first: compares ids without reading them. */
  idRanks(): Uint16Array {
    if (this.ranks === undefined) {
      this.ranks = new Uint16Array(this.size);
      const { idOrder } = this.segment;
      for (let rank = 0; rank < idOrder.length; rank++) this.ranks[idOrder[rank]!] = rank;
    }
    return this.ranks;
  }

  /** How many dead documents a posting list of the index has, in the title, in the body and at all; the answers are kept, tombstones never change under an open snapshot. */
  deadIn(from: number, to: number): DeadCounts {
    if (this.dead.length === 0 || from === to) return none;
    const known = this.deadCounts.get(from);
    if (known !== undefined) return unpack(known);
    const { postings } = this.segment;
    let [title, body, any] = [0, 0, 0];
    let at = from;
    for (const document of this.dead) {
      at = postings.seek(document, at, to);
      if (at === to) break;
      if (postings.documents[at] !== document) continue;
      any++;
      if (postings.titleBytes[at] !== 0) title++;
      if (postings.bodyBytes[at] !== 0) body++;
    }
    this.deadCounts.set(from, (title * 65_537 + body) * 65_537 + any);
    return { title, body, any };
  }

  /** Documents with any of these ids. */
  havingIds(ids: readonly string[]): Mask {
    const mask = newMask(this.size);
    for (const id of ids) addToMask(mask, Uint16Array.from(this.segment.documentsOf(id)));
    return mask;
  }

  /** Documents of the day range (inclusive): published within it as far as known, a month or year with any of its days. */
  publishedBetween(from: number | undefined, to: number | undefined): Mask {
    const span = `${from ?? ''}/${to ?? ''}`;
    const known = this.published.get(span);
    if (known !== undefined) return known;
    if (this.published.size >= keptSpans) this.published.delete(this.published.keys().next().value!);
    const mask = this.maskOfDays(from, to);
    this.published.set(span, mask);
    return mask;
  }

  private maskOfDays(from: number | undefined, to: number | undefined): Mask {
    const { firstDays, lastDays } = this.segment;
    const first = from ?? noDay + 1;
    const last = to ?? 2_147_483_647;
    const mask = newMask(this.size);
    for (let document = 0; document < this.size; document++) {
      if (lastDays[document]! >= first && firstDays[document]! <= last && firstDays[document] !== noDay)
        mask[document >>> 5]! |= 1 << (document & 31);
    }
    return mask;
  }
}

/** Day ranges whose documents are remembered, the oldest forgotten first: pages of one search and clicks through its facets ask for the same. 32 take 256 KB a segment. */
const keptSpans = 32;

export interface DeadCounts {
  readonly title: number;
  readonly body: number;
  readonly any: number;
}

const none: DeadCounts = { title: 0, body: 0, any: 0 };

function unpack(packed: number): DeadCounts {
  const any = packed % 65_537;
  const rest = (packed - any) / 65_537;
  const body = rest % 65_537;
  return { title: (rest - body) / 65_537, body, any };
}

function liveMask(size: number, dead: Uint16Array): Mask {
  const mask = newMask(size);
  addToMask(mask, dead);
  return invertMask(mask, size);
}

function currentMask(segment: Segment): Mask | undefined {
  if (segment.flags.every((flag) => (flag & documentFlags.current) !== 0)) return undefined;
  const mask = fullMask(segment.size);
  segment.flags.forEach((flag, document) => {
    if ((flag & documentFlags.current) === 0) mask[document >>> 5]! &= ~(1 << (document & 31));
  });
  return mask;
}

function lengthSums(segment: Segment, dead: Uint16Array): FieldLengths {
  const sum = (lengths: Uint32Array): number => {
    let total = 0;
    for (let i = 0; i < lengths.length; i++) total += lengths[i]!;
    for (const document of dead) total -= lengths[document]!;
    return total;
  };
  return {
    titleDistinct: sum(segment.distinctStems.title),
    bodyDistinct: sum(segment.distinctStems.body),
    titleWords: sum(segment.words.title),
    bodyWords: sum(segment.words.body),
  };
}
