import type { Paragraph } from '../../../core/announcement.ts';

/** Organisations kept of one announcement. */
const limitOrganizations = 60;
/** A name of up to ten words with the acronym it defines in brackets: `Massachusetts Life Sciences Center (MLSC)`. */
const defined =
  /((?:\p{Lu}[\p{L}\p{M}\p{N}'’.&-]*|of|the|for|and|de|la|du|des|del|für|der|und|et|on|in|&)(?:\s+(?:\p{Lu}[\p{L}\p{M}\p{N}'’.&-]*|of|the|for|and|de|la|du|des|del|für|der|und|et|on|in|&)){1,10})\s+\(((?:the |the “|“|")?[\p{Lu}][\p{L}\p{N}&.’'-]{1,14}”?"?)\)/gu;

/** The end of what is sought: most brackets hold no acronym, and looking for one is much cheaper than for a name before it. */
const inBrackets = /\s\((?:the |the “|“|")?\p{Lu}[\p{L}\p{N}&.’'-]{1,14}”?"?\)/u;

/** Organisations whose acronym the text defines, as `Name (ACRONYM)`. */
export function organizationsIn(body: readonly Paragraph[]): string[] {
  const found = new Set<string>();
  for (const { text } of body) {
    if (!text.includes('(') || text.length > 20_000 || !inBrackets.test(text)) continue;
    for (const match of text.matchAll(defined)) {
      const acronym = match[2]!.replace(/^the |["“”]/g, '');
      const name = fitting(match[1]!.split(/\s+/), acronym);
      if (name !== undefined && !notBodies.test(name)) found.add(`${name} (${acronym})`);
      if (found.size >= limitOrganizations) return [...found];
    }
  }
  return [...found];
}

/** What is abbreviated and is no organisation: papers, laws, diseases and measures. */
const notBodies =
  /^(?:Memorandum|Act|Agreement|Notice|Request|Letter|Statement)\b|\b(?:Act|Agreement|Understanding|Bill|Law|Treaty|Code|Regulations?|Rule|Plan|Syndrome|Disease|Virus|Product|Proposals?|Index)$/;
const small = /^(?:of|the|for|and|de|la|du|des|del|für|der|und|et|on|in|&)$/;

/** The shortest run of final words whose initials give the acronym (`MassTech` by its capitals), else nothing. */
function fitting(words: readonly string[], acronym: string): string | undefined {
  const letters = acronym.replace(/[^\p{Lu}\p{N}]/gu, '').toLowerCase();
  if (letters.length < 2) return undefined;
  for (let start = words.length - 1; start >= 0; start--) {
    if (small.test(words[start]!)) continue;
    const candidate = words.slice(start);
    if (spells(candidate, letters)) return candidate.join(' ');
  }
  return undefined;
}

function spells(words: readonly string[], letters: string): boolean {
  const big = words
    .filter((word) => !small.test(word))
    .flatMap((word) => word.split('-').filter((part) => part !== ''));
  if (big.length < 2 || big[0]![0]!.toLowerCase() !== letters[0]) return false;
  const initials = big.map((word) => word[0]!.toLowerCase()).join('');
  const allInitials = words.map((word) => word[0]!.toLowerCase()).join('');
  return (
    initials === letters ||
    allInitials === letters ||
    (initials.length >= 2 &&
      isSubsequence(letters, big.join('').toLowerCase()) &&
      isSubsequence(initials.slice(0, 2), letters) &&
      letters.length >= big.length - 1 &&
      letters.length <= big.length + 2)
  );
}

function isSubsequence(needle: string, text: string): boolean {
  let at = 0;
  for (const letter of needle) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
