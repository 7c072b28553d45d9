import { createAnalyzer, type Analyzer } from '../indexer/analyse/analyzer.ts';

let shared: Analyzer | undefined;

/** The one analyzer of this process. Indexing and searching must use the same, and its word lists take memory. */
export function openAnalyzer(): Analyzer {
  shared ??= createAnalyzer();
  return shared;
}
