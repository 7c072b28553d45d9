import type { WordReading } from '../engine.ts';
import type { CompiledLeaf, CompiledQuery } from '../language/compile-query.ts';
import type { NaiveDocument } from './document.ts';
import { fieldsOf, occurrences } from './matching.ts';
import { wantedLeaves } from './scoring.ts';

/** For each word or phrase that was asked for, the terms it was found as, the most frequent first. */
export function wordReadings(query: CompiledQuery, documents: readonly NaiveDocument[]): WordReading[] {
  return wantedLeaves(query).map((leaf) => {
    const found = new Map<string, Set<NaiveDocument>>();
    let having = 0;
    for (const document of documents) {
      const tokens = fieldsOf(leaf).flatMap((field) => occurrences(leaf, document.tokens[field]));
      if (tokens.length > 0) having++;
      for (const occurrence of tokens) {
        const term = occurrence.map((token) => token.exact).join(' ');
        found.set(term, (found.get(term) ?? new Set()).add(document));
      }
    }
    const terms = [...found].map(([term, inDocuments]) => ({
      term,
      via: viaOf(leaf, term),
      documents: inDocuments.size,
    }));
    return {
      text: leaf.text,
      via: leaf.kind === 'word' && leaf.exact ? 'exact' : leaf.kind,
      terms: terms.sort((a, b) => b.documents - a.documents || (a.term < b.term ? -1 : 1)),
      documents: having,
    };
  });
}

function viaOf(leaf: CompiledLeaf, term: string): WordReading['terms'][number]['via'] {
  if (leaf.kind === 'prefix' || leaf.kind === 'fuzzy') return leaf.kind;
  if (leaf.kind === 'phrase') return 'exact';
  const own = leaf.word.alternatives.find(
    (alternative) => alternative.terms.map((part) => part.exact).join(' ') === term,
  );
  if (own !== undefined) return own.via === 'segment' || own.via === 'synonym' ? own.via : 'exact';
  return 'stem';
}
