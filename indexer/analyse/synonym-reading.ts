import type { Alternative, QueryTerm } from './token.ts';
import { wordsOf } from './query-words.ts';
import { keyOf, type MemberKey, type ReadGroup, type ReadMember, type SynonymMatcher } from './synonym-matcher.ts';
import type { Synonyms } from './synonyms.ts';
import type { Tokenizer } from './tokenizer.ts';
import { readUnits } from './units.ts';
import { stemsIn } from './words.ts';

/** Reads the members of every group with the tokenizer that reads the texts, so that they are found as they are printed. */
export function createSynonymMatcher(synonyms: Synonyms, tokenizer: Tokenizer): SynonymMatcher {
  const groups = new Map<MemberKey, ReadGroup[]>();
  let longest = 0;
  for (const group of synonyms.groups) {
    const read: ReadGroup = {
      members: group.members.map((text) => readMember(text, tokenizer)).filter((member) => member.key !== ''),
    };
    for (const text of group.from ?? group.members) {
      const { key, words } = keyOfText(text, tokenizer);
      if (key === '') continue;
      longest = Math.max(longest, words);
      groups.set(key, [...(groups.get(key) ?? []), read]);
    }
  }
  return { groups, longest };
}

function readMember(text: string, tokenizer: Tokenizer): ReadMember {
  return { key: keyOfText(text, tokenizer).key, alternative: (languages) => alternativeOf(text, tokenizer, languages) };
}

function keyOfText(text: string, tokenizer: Tokenizer): { readonly key: MemberKey; readonly words: number } {
  const words = wordsOf(tokenizer, text, []);
  return { key: words.map(keyOf).join(' '), words: words.length };
}

/** All its words next to one another, in any of their forms. */
function alternativeOf(text: string, tokenizer: Tokenizer, languages: readonly string[]): Alternative {
  const tokens = readUnits(tokenizer, text).flatMap((unit) => unit.tokens.filter((token) => token.kind !== 'extra'));
  const first = tokens[0]?.position ?? 0;
  const terms = tokens.map(({ word, position }): QueryTerm => ({
    exact: word.exact,
    stems: stemsIn(word, languages),
    offset: position - first,
  }));
  return { terms, via: 'synonym' };
}
