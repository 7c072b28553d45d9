import type { Place } from './place.ts';

/**
 * The passage of so many positions in which most of the query stands: the sum of the weights of the different words found
 * there. One look at each place of each word, whatever their order in the query.
 */
export class DensestPassage {
  private readonly weights: readonly number[];
  private readonly next: Uint32Array;
  private readonly counts: Uint16Array;

  /** @param weights one for each word, at most 256 */
  constructor(weights: readonly number[]) {
    this.weights = weights;
    this.next = new Uint32Array(weights.length);
    this.counts = new Uint16Array(weights.length);
  }

  /** @param size positions from the first to behind the last of the passage */
  weight(places: readonly Place[], field: 'title' | 'body', size: number): number {
    const { counts, weights } = this;
    this.next.fill(0);
    counts.fill(0);
    let [first, end, present, best] = [0, 0, 0, 0];
    for (; end < mostPlaces; end++) {
      const word = this.earliest(places, field);
      if (word < 0) break;
      const position = places[word]![field].positions[this.next[word]!++]!;
      words[end] = word;
      positions[end] = position;
      if (counts[word]!++ === 0) present += weights[word]!;
      for (; position - positions[first]! >= size; first++)
        if (--counts[words[first]!]! === 0) present -= weights[words[first]!]!;
      if (present > best) best = present;
    }
    return best;
  }

  /** The word whose next place comes first; -1 when there are no more. */
  private earliest(places: readonly Place[], field: 'title' | 'body'): number {
    let earliest = -1;
    let least = Infinity;
    for (let word = 0; word < places.length; word++) {
      const { count, positions } = places[word]![field];
      const at = this.next[word]!;
      if (at >= count || positions[at]! >= least) continue;
      earliest = word;
      least = positions[at]!;
    }
    return earliest;
  }
}

/** Places of words that are looked at in one field of a document: what a query is about stands in the first thousand, and the work stays bounded. */
const mostPlaces = 1_024;

/** Which word stands at each place that was seen, and where. A search does all its work in one go, so one table serves them all. */
const words = new Uint8Array(mostPlaces);
const positions = new Uint32Array(mostPlaces);
