import { writeQueryString } from '../../api/query-string.ts';
import { formatQuery } from '../../search/language/format-query.ts';

/** What else mentions a name: people, places and organizations are no facets, but their names can be searched for. */
export function PhraseLink({ name }: { readonly name: string }) {
  const q = formatQuery({ kind: 'phrase', text: name, slop: 0 });
  return (
    <a href={`/search?${writeQueryString([['q', q]])}`} dir="auto">
      {name}
    </a>
  );
}
