import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import MiniSearch, { type Options, type Query } from 'minisearch';
import type { CorpusDocument } from '../corpus.ts';
import type { Question } from '../questions.ts';
import type { Contestant } from './contestant.ts';

const options: Options<CorpusDocument> = {
  fields: ['title', 'body'],
  storeFields: ['agency', 'date'],
  searchOptions: { combineWith: 'AND', boost: { title: 2 } },
};

/** MiniSearch as its documentation shows it: no stemming, no phrases, no facets (counting them over the results would come on top). */
export function miniSearchContestant(): Contestant {
  let index: MiniSearch<CorpusDocument> | undefined;
  return {
    about: 'as it comes, all words must match; no phrases, no facets counted',
    build(documents, folder) {
      const started = performance.now();
      const built = new MiniSearch(options);
      built.addAll(documents);
      const tookMs = performance.now() - started;
      const file = join(folder, 'minisearch.json');
      writeFileSync(file, JSON.stringify(built));
      return Promise.resolve({ bytes: statSync(file).size, tookMs });
    },
    open(folder) {
      index = MiniSearch.loadJSON(readFileSync(join(folder, 'minisearch.json'), 'utf8'), options);
      return Promise.resolve();
    },
    ask(question) {
      const query = queryOf(question);
      if (query === undefined) return undefined;
      const { agency } = question;
      return {
        total: index!.search(query, agency === undefined ? {} : { filter: (result) => result['agency'] === agency })
          .length,
      };
    },
  };
}

function queryOf({ kind, words }: Question): Query | undefined {
  switch (kind) {
    case 'phrase':
      return undefined;
    case 'any of 3':
      return { combineWith: 'OR', queries: [...words] };
    case 'prefix':
      return { queries: [...words], prefix: true };
    case 'fuzzy':
      return { queries: [...words], fuzzy: 0.2 };
    default:
      return words.join(' ');
  }
}
