import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { HeraldError } from '../core/problem.ts';
import { createAnalyzer, type Analyzer } from '../indexer/analyse/analyzer.ts';
import { loadSynonyms } from '../indexer/analyse/load-synonyms.ts';
import type { Synonyms } from '../indexer/analyse/synonyms.ts';
import { bundledFolder } from './command.ts';

let shared: Analyzer | undefined;
let indexing: Analyzer | undefined;
let read: Synonyms | undefined;

/**
 * The one analyzer of this process, with the synonyms of `data/synonyms` (here, else those that come with Herald). Indexing and searching
 * must use the same, and its word lists take memory. Synonyms act on queries only: a change of them needs no new index.
 * @throws HeraldError `config` with every problem of the synonym files.
 */
export function openAnalyzer(): Analyzer {
  return (shared ??= createAnalyzer({ synonyms: openSynonyms() }));
}

/**
 * An analyzer to index with: that of this process, where it is open. Else one without synonyms: they play no part in indexing, and
 * reading them takes longer than a small update.
 */
export function indexAnalyzer(): Analyzer {
  return shared ?? (indexing ??= createAnalyzer());
}

/**
 * The synonyms of the analyzer of this process, for threads that make their own.
 * @throws HeraldError `config` with every problem of the synonym files.
 */
export function openSynonyms(): Synonyms {
  if (read !== undefined) return read;
  const here = resolve('data/synonyms');
  const { value, problems } = loadSynonyms(existsSync(here) ? here : bundledFolder('synonyms'));
  if (problems.length > 0) throw new HeraldError('config', 'the synonym files have problems', { problems });
  read = value;
  return read;
}
