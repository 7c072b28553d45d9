import { describe, expect, it } from 'vitest';
import { BudgetCache } from '../../core/budget-cache.ts';

describe('a cache with a budget', () => {
  it('forgets what was not used for longest when the budget is spent', () => {
    const cache = new BudgetCache<string>(3);
    for (const key of ['a', 'b', 'c']) cache.set(key, key, 1);
    expect(cache.get('a')).toBe('a');
    cache.set('d', 'd', 1);
    expect(['a', 'b', 'c', 'd'].map((key) => cache.get(key))).toEqual(['a', undefined, 'c', 'd']);
    cache.set('e', 'e', 3);
    expect(['a', 'c', 'd', 'e'].map((key) => cache.get(key))).toEqual([undefined, undefined, undefined, 'e']);
  });

  it('does not keep what alone is too large, and drives nothing out for it', () => {
    const cache = new BudgetCache<string>(10, 5);
    cache.set('a', 'a', 5);
    cache.set('b', 'b', 6);
    expect([cache.get('a'), cache.get('b')]).toEqual(['a', undefined]);
  });

  it('keeps the first of two values of a key', () => {
    const cache = new BudgetCache<string>(2);
    cache.set('a', 'first', 1);
    cache.set('a', 'second', 1);
    cache.set('b', 'b', 1);
    expect([cache.get('a'), cache.get('b')]).toEqual(['first', 'b']);
  });
});
