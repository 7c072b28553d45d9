import { segmentCapacity } from '../index/segment-draft.ts';

/** A segment as the policy sees it. */
export interface MergeCandidate {
  readonly name: string;
  readonly documents: number;
  readonly dead: number;
}

/**
 * How many segments of about one size are merged into one. 4: an update rewrites each document about log4(65,536) = 8
 * times in its life and at most 3 segments of each of 8 sizes stand. Larger: fewer rewrites, more segments to ask.
 */
export const mergeFactor = 4;

/** Share of dead documents above which a segment is rewritten. Smaller rewrites more often, larger keeps dead postings in the way. */
export const deadShare = 0.25;

/**
 * Which segments to merge now: groups of names, each to become one segment of at most `segmentCapacity` live documents.
 * Neighbours in size are merged (tiers), and segments with many dead rewritten.
 */
export function chooseMerges(candidates: readonly MergeCandidate[]): string[][] {
  const groups: string[][] = [];
  const tiers = new Map<number, MergeCandidate[]>();
  for (const candidate of candidates) {
    const live = candidate.documents - candidate.dead;
    if (live === 0) continue;
    const tier = Math.floor(Math.log(live) / Math.log(mergeFactor));
    tiers.set(tier, [...(tiers.get(tier) ?? []), candidate]);
  }
  for (const tier of tiers.values()) {
    const fits = pack(tier.length >= mergeFactor ? tier : []);
    const merged = new Set(fits.flat());
    groups.push(...fits);
    for (const { name, documents, dead } of tier)
      if (!merged.has(name) && dead > documents * deadShare) groups.push([name]);
  }
  return groups;
}

/**
 * Segments of at most this many documents are joined at the end of a full build; larger ones stay, one or two a thread,
 * because joining them would take a third of the build's time again. Larger: slower builds, fewer segments to ask.
 */
export const smallSegment = 4_096;

/** For the end of a full build: the small ones together. */
export function chooseFullMerge(candidates: readonly MergeCandidate[]): string[][] {
  return pack(candidates.filter(({ documents, dead }) => documents - dead <= smallSegment));
}

/** Groups of at least two, filled in order up to the capacity. */
function pack(candidates: readonly MergeCandidate[]): string[][] {
  const groups: { names: string[]; live: number }[] = [];
  for (const { name, documents, dead } of candidates) {
    const live = documents - dead;
    const group = groups.at(-1);
    if (group !== undefined && group.live + live <= segmentCapacity) {
      group.names.push(name);
      group.live += live;
    } else groups.push({ names: [name], live });
  }
  return groups.filter(({ names }) => names.length > 1).map(({ names }) => names);
}
