import { BudgetCache } from '../../../core/budget-cache.ts';
import type { CompiledLeaf } from '../language/compile-query.ts';
import type { Alternative, PhraseTerm, QueryTerm } from '../../../indexer/analyse/analyzer.ts';
import type { SegmentView } from './index-view.ts';
import type { Leaf } from './leaf.ts';

/**
 * Most memory that remembered words may take for each snapshot, bytes. A word takes one or two thousand, a word whose forms were added up
 * four for each document more: 16 MB are some thousand words. Smaller: the words of a busy day are looked up more than once; larger:
 * memory for words that nobody asks for again.
 */
export const knownLeafBytes = 16 * 2 ** 20;

/**
 * Words and phrases that were looked up in one snapshot: readers ask for the same words again and again, in other company, page after
 * page and with one filter more. A snapshot never changes, so what was found once stays true. The longest unused is forgotten first.
 */
export class KnownLeaves {
  private readonly leaves: BudgetCache<Leaf>;

  constructor(limit: number = knownLeafBytes) {
    this.leaves = new BudgetCache(limit);
  }

  /** The leaf known by a key, or the one that `look` finds, which is remembered from now on. */
  leaf(key: string, segments: readonly SegmentView[], look: () => Leaf): Leaf {
    const known = this.leaves.get(key);
    if (known !== undefined) return known;
    const leaf = look();
    this.leaves.set(key, leaf, key.length * 2 + bytesOf(leaf, segments));
    return leaf;
  }
}

/** Objects of a leaf with one term, measured over words of an English corpus; each further term of a beginning or likeness as many again by the last line. */
const leafOverhead = 1_500;
const termOverhead = 400;
const bytesAPosting = 4;

/** What a leaf holds beside what the open index holds anyway. */
function bytesOf({ terms, documents }: Leaf, segments: readonly SegmentView[]): number {
  let bytes = leafOverhead + terms.length * termOverhead;
  for (let i = 0; i < segments.length; i++) {
    const { postings } = segments[i]!.segment;
    for (const { lists } of terms) {
      const list = lists[i];
      if (list !== undefined && list.postings !== postings) bytes += (list.to - list.from) * bytesAPosting;
    }
    if (documents[i]!.buffer !== postings.documents.buffer) bytes += documents[i]!.byteLength;
    // Its documents as bits, should they be asked for.
    bytes += segments[i]!.size >>> 3;
  }
  return bytes;
}

/** The same for two leaves that find and score the same, whatever stands around them in the query. */
export function leafKey(leaf: CompiledLeaf): string {
  // What was typed may hold anything; with its length before it no text can be taken for another's end.
  const typed = `${leaf.field ?? ''} ${leaf.text.length} ${leaf.text}\n`;
  switch (leaf.kind) {
    case 'word':
      return `w${leaf.exact ? '=' : ''}${typed}${leaf.word.alternatives.map(alternativeKey).join('\n')}`;
    case 'phrase':
      return `p${leaf.slop}${typed}${leaf.terms.map(placeKey).join(' ')}`;
    case 'prefix': {
      const { before, prefix, offset } = leaf.prefix;
      return `b${typed}${before.map(placeKey).join(' ')}\n${offset} ${prefix}`;
    }
    case 'fuzzy':
      return `f${typed}${leaf.term}`;
  }
}

function alternativeKey({ via, terms }: Alternative): string {
  return via + terms.map(termKey).join('');
}

function termKey({ exact, stems, offset }: QueryTerm): string {
  return ` ${offset} ${exact} ${stems.join(' ')}`;
}

function placeKey({ exact, offset }: PhraseTerm): string {
  return `${offset} ${exact}`;
}
