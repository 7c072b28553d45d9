import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { HeraldError } from '../core/problem.ts';
import { createAnalyzer, type Analyzer } from '../indexer/analyse/analyzer.ts';
import { loadSynonyms } from '../indexer/analyse/load-synonyms.ts';
import { bundledFolder } from './command.ts';

let shared: Analyzer | undefined;

/**
 * The one analyzer of this process, with the synonyms of `data/synonyms` (here, else those that come with Herald). Indexing and searching
 * must use the same, and its word lists take memory. Synonyms act on queries only: a change of them needs no new index.
 * @throws HeraldError `config` with every problem of the synonym files.
 */
export function openAnalyzer(): Analyzer {
  if (shared !== undefined) return shared;
  const here = resolve('data/synonyms');
  const { value: synonyms, problems } = loadSynonyms(existsSync(here) ? here : bundledFolder('synonyms'));
  if (problems.length > 0) throw new HeraldError('config', 'the synonym files have problems', { problems });
  shared = createAnalyzer({ synonyms });
  return shared;
}
