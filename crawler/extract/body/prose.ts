import type { Block } from './blocks.ts';

/** Prose below which a text is no running text: a heading, a link, a caption. In characters of a sentence. */
const shortestSentence = 40;
/** A block counts up to here: one endless paragraph must not outweigh the rest. */
const proseLimit = 600;
/** Sentence ends in the scripts of the sources. */
const sentenceEnd = /[.!?。！？।؟។።…:;"”»’]\s*$|[.!?。！？।؟]\s/u;

/** How much a block reads like running text: characters outside links, less where no sentence ends, nothing for headings and captions. */
export function proseOf(block: Block): number {
  const plain = block.text.length - block.linkCharacters;
  if (block.kind === 'heading' || block.kind === 'caption' || plain < block.text.length * 0.5) return 0;
  const weight = /[\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF]/.test(block.text) ? 2.2 : 1;
  const length = Math.min(plain * weight, proseLimit);
  if (length < shortestSentence) return 0;
  return sentenceEnd.test(block.text) ? length : length * 0.25;
}
