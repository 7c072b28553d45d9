/**
 * Finds the synonym groups that a query touches and adds their members as alternatives. A group of several typed words
 * adds them to each of these words: (A and B) or S is (A or S) and (B or S), so a document with S has the whole name.
 */
import type { Alternative, QueryWord } from './token.ts';

/** Members as the analyzer reads them. */
export interface ReadGroup {
  readonly members: readonly ReadMember[];
}

export interface ReadMember {
  readonly key: MemberKey;
  alternative(languages: readonly string[]): Alternative;
}

/** The folded words of a member, joined by spaces. */
export type MemberKey = string;

export interface SynonymMatcher {
  /** Groups by the key of each member that brings them in. */
  readonly groups: ReadonlyMap<MemberKey, readonly ReadGroup[]>;
  /** Words of the longest member. */
  readonly longest: number;
}

/** Most alternatives a word may get from synonyms; a group of more would make every search of it slow. */
const mostAlternatives = 24;

export function expandSynonyms(
  words: readonly QueryWord[],
  matcher: SynonymMatcher,
  languages: readonly string[],
): QueryWord[] {
  if (matcher.groups.size === 0) return [...words];
  const keys = words.map(keyOf);
  const added = words.map((): Map<string, Alternative> => new Map());
  for (let from = 0; from < words.length; from++) {
    for (let count = Math.min(matcher.longest, words.length - from); count > 0; count--) {
      const key = keys.slice(from, from + count).join(' ');
      const groups = matcher.groups.get(key);
      if (groups === undefined || (count === 1 && words[from]!.stop)) continue;
      for (const group of groups) addMembers(group, key, added.slice(from, from + count), languages);
      from += count - 1;
      break;
    }
  }
  return words.map((word, i) => ({
    ...word,
    alternatives: [...word.alternatives, ...[...added[i]!.values()].slice(0, mostAlternatives)],
  }));
}

function addMembers(
  group: ReadGroup,
  typed: MemberKey,
  targets: readonly Map<string, Alternative>[],
  languages: readonly string[],
): void {
  for (const member of group.members) {
    if (member.key === typed) continue;
    const alternative = member.alternative(languages);
    for (const target of targets) target.set(member.key, alternative);
  }
}

/** Stems differ by language; the folded spelling does not. */
export function keyOf(word: QueryWord): MemberKey {
  return (word.alternatives[0]?.terms ?? []).map((term) => term.exact).join(' ');
}
