import { xmlText } from './xml.ts';

/** OpenSearch 1.1: lets a browser search from its address bar, with suggestions, and find the feed. */
export function openSearchDescription(base: string): string {
  const address = xmlText(base);
  return `<?xml version="1.0" encoding="utf-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>Herald</ShortName>
<Description>What governments announced</Description>
<InputEncoding>UTF-8</InputEncoding>
<OutputEncoding>UTF-8</OutputEncoding>
<Url type="text/html" template="${address}/search?q={searchTerms}&amp;page={startPage?}"/>
<Url type="application/atom+xml" template="${address}/api/v1/search.atom?q={searchTerms}"/>
<Url type="application/json" rel="results" template="${address}/api/v1/search?q={searchTerms}"/>
<Url type="application/x-suggestions+json" rel="suggestions" template="${address}/api/v1/suggest.opensearch?q={searchTerms}"/>
<Url type="application/opensearchdescription+xml" rel="self" template="${address}/opensearch.xml"/>
</OpenSearchDescription>
`;
}
