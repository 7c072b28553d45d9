import type { Block } from './blocks.ts';
import type { Characters } from './characters.ts';
import { isCredit } from './phrases.ts';
import type { Row } from './row.ts';

/** What a block says about itself: its length, links, characters, phrases, and what it shares with the title. */
export const textNames: readonly string[] = [
  'length',
  'words',
  'linkDensity',
  'linked',
  'heading',
  'level',
  'item',
  'quote',
  'table',
  'caption',
  'contact',
  'isP',
  'isDiv',
  'isTd',
  'isSection',
  'endsSentence',
  'sentences',
  'commas',
  'capitals',
  'digits',
  'phrase',
  'opensBoilerplate',
  'copyright',
  'dateLike',
  'address',
  'bars',
  'titleWords',
  'isTitle',
  'duplicate',
  'colonEnd',
  'questionEnd',
  'quoteStart',
  'startsSmall',
  'ellipsisEnd',
  'inDescription',
  'topic',
  'prose',
  'credit',
  'namesSite',
  'speaksToReader',
];

/** A block with what was read from its text. */
export interface ReadBlock {
  readonly block: Block;
  readonly characters: Characters;
  readonly prose: number;
  /** Whether it is a phrase of the site by its words. */
  readonly phrase: boolean;
  /** Whether it opens a part that lies behind the announcement. */
  readonly opens: boolean;
  /** Share of the title's words in it, 0 to 1. */
  readonly titleWords: number;
  readonly isTitle: boolean;
  readonly duplicate: boolean;
  /** Whether the page's description begins with it or holds it. */
  readonly inDescription: boolean;
  /** Share of its words that the other prose of the page's core has too; -1 where it has no words to compare. */
  readonly topic: number;
  /** Whether it names the site it stands on. */
  readonly namesSite: boolean;
}

export function putText(row: Row, read: ReadBlock): void {
  const { block, characters } = read;
  const { text, kind, linkCharacters, element } = block;
  const { name } = element;
  const { length } = text;
  row.put(Math.log1p(length));
  row.put(Math.log1p(characters.words));
  row.put(linkCharacters / length);
  row.flag(linkCharacters > 0);
  row.flag(kind === 'heading');
  row.put(block.level ?? 0);
  row.flag(kind === 'item');
  row.flag(kind === 'quote');
  row.flag(kind === 'table');
  row.flag(kind === 'caption');
  row.flag(kind === 'contact');
  row.flag(name === 'p');
  row.flag(name === 'div');
  row.flag(name === 'td');
  row.flag(name === 'section' || name === 'article' || name === 'main' || name === 'body');
  row.flag(characters.endsSentence);
  row.put(Math.min(20, characters.sentences));
  row.put(Math.min(30, characters.commas));
  row.put(characters.capitals / length);
  row.put(characters.digits / length);
  row.flag(read.phrase);
  row.flag(read.opens);
  row.flag(length < 300 && /©|\(c\)|copyright|all rights reserved|alle rechte/i.test(text));
  row.flag(characters.digits > 0 && length < 120 && dateLike.test(text));
  row.flag(text.includes('@') || /https?:|www\./.test(text));
  row.put(Math.min(10, characters.bars));
  row.put(read.titleWords);
  row.flag(read.isTitle);
  row.flag(read.duplicate);
  row.flag(text.endsWith(':'));
  row.flag(text.endsWith('?'));
  row.flag('"“„«»'.includes(text[0]!));
  row.flag(characters.startsSmall);
  row.flag(text.endsWith('…') || text.endsWith('...'));
  row.flag(read.inDescription);
  row.put(read.topic);
  row.put(read.prose / 100);
  row.flag(isCredit(text));
  row.flag(read.namesSite);
  row.flag(length <= longestAddress && speaksToReader.test(text));
}

/** Characters of a text in which it is asked whether it names the site or speaks of "us" and "you": longer ones are the announcement's own, or long comments. */
export const longestAddress = 400;
/** Without letters that `\b` does not know: this is asked of every short block. */
const speaksToReader =
  /\b(?:we|our|us|you|your|wir|uns|unsere?[mnrs]?|ihnen|ihre?[mnrs]?|dir|dich|deine?[mnrs]?|euch|eure?|nous|notre|nos|vous|votre|vos|nosotros|nuestr[oa]s?|usted|ustedes|tus?|nosso|nossa|noi|nostr[oa]|voi|wij|onze?|jouw|uw)\b/i;

const dateLike = /\b\d{1,2}[./]\s?\d{1,2}[./]\s?(?:\d{2}|\d{4})\b|\b(?:19|20)\d\d\b|\d{1,2}:\d\d/;
