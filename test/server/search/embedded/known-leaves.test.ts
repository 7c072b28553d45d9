import { describe, expect, it } from 'vitest';
import { createAnalyzer } from '../../../../indexer/analyse/analyzer.ts';
import { KnownLeaves, leafKey } from '../../../../server/search/embedded/known-leaves.ts';
import type { Leaf } from '../../../../server/search/embedded/leaf.ts';
import {
  compileQuery,
  type CompiledLeaf,
  type CompiledQuery,
} from '../../../../server/search/language/compile-query.ts';
import { parseQuery } from '../../../../server/search/language/parse-query.ts';

const leaf: Leaf = {
  documents: [],
  mask: () => new Uint32Array(0),
  terms: [],
  sought: { phrases: [], forms: () => [] },
  reading: () => ({ text: '', via: 'word', terms: [], documents: 0 }),
};

describe('words that were looked up', () => {
  it('are looked up once', () => {
    const known = new KnownLeaves();
    let looks = 0;
    const look = (): Leaf => (looks++, { ...leaf });
    expect(known.leaf('budget', [], look)).toBe(known.leaf('budget', [], look));
    expect(looks).toBe(1);
    known.leaf('harbour', [], look);
    expect(looks).toBe(2);
  });

  it('are forgotten when there are too many, the longest unused first', () => {
    const known = new KnownLeaves(5_000);
    const looked: string[] = [];
    const ask = (key: string): unknown => known.leaf(key, [], () => (looked.push(key), leaf));
    ['a', 'b', 'c', 'a', 'd', 'a', 'b'].forEach(ask);
    expect(looked).toEqual(['a', 'b', 'c', 'd', 'b']);
  });

  it('that alone would take all the room are not kept, and drive nothing out', () => {
    const known = new KnownLeaves(5_000);
    const looked: string[] = [];
    const ask = (key: string): unknown => known.leaf(key, [], () => (looked.push(key), leaf));
    ask('a');
    ask('x'.repeat(10_000));
    ask('a');
    expect(looked).toHaveLength(2);
  });

  it('are the same words only where they are asked for in the same way', () => {
    const analyzer = createAnalyzer();
    const keys = [
      'ports', 'port', '=ports', 'title:ports', 'body:ports', 'port*', 'ports*', 'ports~', 'port~', '"ports"',
      '"the ports"', '"the ports"~2', '"the ports"~3', '"the p orts"', 'ports-the', '"foreign min"*',
    ].map((typed) => leavesOf(compileQuery(parseQuery(typed).query, analyzer, { languages: ['en'], exact: false }).query).map(leafKey).join('|')); // prettier-ignore
    expect(new Set(keys).size).toBe(keys.length - 1);
    // `=ports` and "ports" are one question.
    expect(keys[2]).toBe(keys[9]);
    const [first, second] = leavesOf(
      compileQuery(parseQuery('ports of other ports').query, analyzer, { languages: ['en'], exact: false }).query,
    ).flatMap((own) => (own.text === 'ports' ? [leafKey(own)] : []));
    expect(first).toBe(second);
  });
});

function leavesOf(query: CompiledQuery): CompiledLeaf[] {
  switch (query.kind) {
    case 'word':
    case 'phrase':
    case 'prefix':
    case 'fuzzy':
      return [query];
    case 'and':
    case 'or':
      return query.children.flatMap(leavesOf);
    case 'not':
      return leavesOf(query.child);
    default:
      return [];
  }
}
