import { charactersOf, type Characters } from './characters.ts';

/** Which words a block shares with the title and with the rest of the announcement. */
export interface Topics {
  /** Share of a block's words that other paragraphs of the core have too; -1 where the block has none. */
  readonly share: (index: number) => number;
  /** Different words that block and title share, by the longer of the two. */
  readonly titleShare: (index: number) => number;
}

/** Words of a block that are compared: a long paragraph has shown by then what it is about. */
const limitWords = 200;

export function readTopics(
  characters: readonly Characters[],
  isCore: (index: number) => boolean,
  title: string,
): Topics {
  // For each word the number of paragraphs of the core that have it, counted once a paragraph.
  const paragraphs = new Map<number, number>();
  const last = new Map<number, number>();
  characters.forEach(({ hashes }, index) => {
    if (!isCore(index)) return;
    for (const hash of hashes) {
      if (last.get(hash) === index) continue;
      last.set(hash, index);
      paragraphs.set(hash, (paragraphs.get(hash) ?? 0) + 1);
    }
  });
  const titleWords = new Set(charactersOf(title).hashes);
  return {
    share: (index) => {
      const { hashes } = characters[index]!;
      const count = Math.min(limitWords, hashes.length);
      if (count === 0) return -1;
      const own = isCore(index) ? 1 : 0;
      let shared = 0;
      for (let at = 0; at < count; at++) if ((paragraphs.get(hashes[at]!) ?? 0) > own) shared++;
      return shared / count;
    },
    titleShare: (index) => {
      if (titleWords.size === 0) return 0;
      const own = new Set(characters[index]!.hashes);
      let shared = 0;
      for (const hash of own) if (titleWords.has(hash)) shared++;
      return own.size === 0 ? 0 : shared / Math.max(own.size, titleWords.size);
    },
  };
}
