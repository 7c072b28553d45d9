import type { Analyzer } from '../../../indexer/analyse/analyzer.ts';
import type { FacetView } from './facet-view.ts';
import type { KnownLeaves } from './known-leaves.ts';
import type { IndexView } from './index-view.ts';
import type { Ranking } from './ranking.ts';
import type { Scorer } from './scorer.ts';

/** One snapshot, ready to be asked. */
export interface Searchable {
  readonly view: IndexView;
  readonly facets: FacetView;
  readonly scorer: Scorer;
  readonly analyzer: Analyzer;
  readonly ranking: Ranking;
  readonly known: KnownLeaves;
}
