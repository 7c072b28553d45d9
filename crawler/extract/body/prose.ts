import type { Block } from './blocks.ts';
import type { Characters } from './characters.ts';

/** Prose below which a text is no running text: a heading, a link, a caption. In characters of a sentence. */
const shortestSentence = 40;
/** A block counts up to here: one endless paragraph must not outweigh the rest. */
const proseLimit = 600;

/** How much a block reads like running text: characters outside links, less where no sentence ends, nothing for headings and captions. */
export function proseOf(block: Block, characters: Characters): number {
  const plain = block.text.length - block.linkCharacters;
  if (block.kind === 'heading' || block.kind === 'caption' || plain < block.text.length * 0.5) return 0;
  const length = Math.min(plain * (characters.dense ? 2.2 : 1), proseLimit);
  if (length < shortestSentence) return 0;
  return endsOrParts(block.text, characters) ? length : length * 0.25;
}

/** Whether a sentence ends in the text or at its end; what introduces a list or closes a quotation counts. */
function endsOrParts(text: string, { sentences, endsSentence }: Characters): boolean {
  return sentences > 0 || endsSentence || ':;"”»’'.includes(text.at(-1)!);
}
