import { sha256 } from '../../core/ids.ts';
import { stopWordText } from './stop-words.ts';
import type { Synonyms } from './synonyms.ts';

/** Grows with every change of the rules that makes other tokens of an announcement: an old snapshot is then rebuilt. */
const rulesVersion = 2;

/**
 * What decides the tokens of a document. The Unicode data of Node is left out: it changes single letters of rare
 * scripts, stands in the snapshot's manifest beside this, and an update of Node should not stop a server.
 */
export const indexDigest = sha256(`herald analyzer rules ${rulesVersion}`);

/** What decides the answer to a query: the above, stop words and synonyms. */
export function digestOf(synonyms: Synonyms): string {
  return sha256(JSON.stringify([indexDigest, stopWordText, synonyms.digest]));
}
