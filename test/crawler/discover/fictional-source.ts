import type { Source } from '../../../core/source.ts';
import { readSource } from '../../../crawler/source/read-source.ts';

/** A plainly fictional source for tests; `more` is added to its file. */
export function fictionalSource(more = ''): Source {
  const entry = more.includes('entry:') ? '' : 'entry:\n  - feed: https://www.nordmark.example/feed.xml\n';
  const yaml = `id: nordmark\nname: Chancellery of Nordmark\ncountry: xx\nlanguage: en\nhomepage: https://www.nordmark.example/\n${entry}${more}`;
  const { value, problems } = readSource(yaml, 'nordmark.yaml');
  if (value === undefined) throw new Error(JSON.stringify(problems));
  return value;
}
