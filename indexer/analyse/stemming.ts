/**
 * Stemmers by language, chosen again by the script of each word: an English name in a Japanese text is stemmed as
 * English, a Russian text declared English as Russian. Index and query choose by the same rule, so a word always meets itself.
 */
import { stemmer as arabic } from '@orama/stemmers/arabic';
import { stemmer as armenian } from '@orama/stemmers/armenian';
import { stemmer as bulgarian } from '@orama/stemmers/bulgarian';
import { stemmer as danish } from '@orama/stemmers/danish';
import { stemmer as dutch } from '@orama/stemmers/dutch';
import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as finnish } from '@orama/stemmers/finnish';
import { stemmer as french } from '@orama/stemmers/french';
import { stemmer as german } from '@orama/stemmers/german';
import { stemmer as greek } from '@orama/stemmers/greek';
import { stemmer as hungarian } from '@orama/stemmers/hungarian';
import { stemmer as hindi } from '@orama/stemmers/indian';
import { stemmer as indonesian } from '@orama/stemmers/indonesian';
import { stemmer as irish } from '@orama/stemmers/irish';
import { stemmer as italian } from '@orama/stemmers/italian';
import { stemmer as lithuanian } from '@orama/stemmers/lithuanian';
import { stemmer as nepali } from '@orama/stemmers/nepali';
import { stemmer as norwegian } from '@orama/stemmers/norwegian';
import { stemmer as portuguese } from '@orama/stemmers/portuguese';
import { stemmer as romanian } from '@orama/stemmers/romanian';
import { stemmer as russian } from '@orama/stemmers/russian';
import { stemmer as serbian } from '@orama/stemmers/serbian';
import { stemmer as spanish } from '@orama/stemmers/spanish';
import { stemmer as swedish } from '@orama/stemmers/swedish';
import { stemmer as tamil } from '@orama/stemmers/tamil';
import { stemmer as turkish } from '@orama/stemmers/turkish';
import { stemmer as ukrainian } from '@orama/stemmers/ukrainian';
import { fold } from './fold.ts';

export type Stemmer = (word: string) => string;
export type Script = 'Latin' | 'Cyrillic' | 'Greek' | 'Arabic' | 'Armenian' | 'Devanagari' | 'Tamil' | 'other';

/** Languages whose words are left as they are: no stemmer is known, and another language's would conflate wrongly. */
const unstemmed: Stemmer = (word) => word;

const byLanguage: Readonly<Record<string, { readonly scripts: readonly Script[]; readonly stemmer: Stemmer }>> = {
  ar: { scripts: ['Arabic'], stemmer: arabic },
  hy: { scripts: ['Armenian'], stemmer: armenian },
  bg: { scripts: ['Cyrillic'], stemmer: bulgarian },
  da: { scripts: ['Latin'], stemmer: danish },
  nl: { scripts: ['Latin'], stemmer: dutch },
  en: { scripts: ['Latin'], stemmer: english },
  fi: { scripts: ['Latin'], stemmer: finnish },
  fr: { scripts: ['Latin'], stemmer: french },
  de: { scripts: ['Latin'], stemmer: german },
  el: { scripts: ['Greek'], stemmer: greek },
  hu: { scripts: ['Latin'], stemmer: hungarian },
  hi: { scripts: ['Devanagari'], stemmer: hindi },
  mr: { scripts: ['Devanagari'], stemmer: unstemmed },
  id: { scripts: ['Latin'], stemmer: indonesian },
  ga: { scripts: ['Latin'], stemmer: irish },
  it: { scripts: ['Latin'], stemmer: italian },
  lt: { scripts: ['Latin'], stemmer: lithuanian },
  ne: { scripts: ['Devanagari'], stemmer: nepali },
  no: { scripts: ['Latin'], stemmer: norwegian },
  nb: { scripts: ['Latin'], stemmer: norwegian },
  nn: { scripts: ['Latin'], stemmer: norwegian },
  pt: { scripts: ['Latin'], stemmer: portuguese },
  ro: { scripts: ['Latin'], stemmer: romanian },
  ru: { scripts: ['Cyrillic'], stemmer: russian },
  sr: { scripts: ['Cyrillic', 'Latin'], stemmer: serbian },
  hr: { scripts: ['Latin'], stemmer: serbian },
  bs: { scripts: ['Latin'], stemmer: serbian },
  es: { scripts: ['Latin'], stemmer: spanishStem },
  sv: { scripts: ['Latin'], stemmer: swedish },
  ta: { scripts: ['Tamil'], stemmer: tamil },
  tr: { scripts: ['Latin'], stemmer: turkish },
  uk: { scripts: ['Cyrillic'], stemmer: ukrainian },
  fa: { scripts: ['Arabic'], stemmer: unstemmed },
  ur: { scripts: ['Arabic'], stemmer: unstemmed },
  be: { scripts: ['Cyrillic'], stemmer: unstemmed },
  mk: { scripts: ['Cyrillic'], stemmer: unstemmed },
  mn: { scripts: ['Cyrillic'], stemmer: unstemmed },
  kk: { scripts: ['Cyrillic'], stemmer: unstemmed },
};

/** For words in a script that the text's language is not written in, and for texts of unknown language. */
const byScript: Readonly<Record<Script, Stemmer>> = {
  Latin: english,
  Cyrillic: russian,
  Greek: greek,
  Arabic: arabic,
  Armenian: armenian,
  Devanagari: hindi,
  Tamil: tamil,
  other: unstemmed,
};

/** Languages written in Latin letters for which there is no stemmer; in any other language Latin words are taken as English. */
const latinUnstemmed = new Set(
  'af az ca cs cy et eu fil gl ha haw is kl la lb lv mi ms mt pl rw sk sl sm so sq st sw tl tn to ts uz ve vi xh yo zu'.split(
    ' ',
  ),
);

/** The stemmer for words of a script in a text of a language; equal functions are one stemmer. */
export function stemmerFor(language: string, script: Script): Stemmer {
  const primary = primarySubtag(language);
  const own = Object.hasOwn(byLanguage, primary) ? byLanguage[primary] : undefined;
  if (own?.scripts.includes(script) === true) return own.stemmer;
  if (script === 'Latin' && latinUnstemmed.has(primary)) return unstemmed;
  return byScript[script];
}

/** Folded stem of a word (lower case, with accents), and the stem of its folded form where that is another one: found when typed without accents. */
export function stemsOf(spelling: string, folded: string, stemmer: Stemmer): { stem: string; plain: string } {
  if (stemmer === unstemmed) return { stem: folded, plain: folded };
  const plain = nonEmpty(fold(stemmer(folded)), folded);
  return spelling === folded ? { stem: plain, plain } : { stem: nonEmpty(fold(stemmer(spelling)), folded), plain };
}

function nonEmpty(stem: string, word: string): string {
  return stem === '' ? word : stem;
}

/** The Spanish stemmer takes `gobiernos` for a verb form (`gobi`) but not `gobierno` (`gobiern`): plurals in -os and -as lose their s first. */
function spanishStem(word: string): string {
  return spanish(word.length > 3 && /[oa]s$/.test(word) ? word.slice(0, -1) : word);
}

/** One key for languages that are stemmed alike in every script: the primary subtag where it matters, else `und`. */
export function languageKey(language: string): string {
  const primary = primarySubtag(language);
  return Object.hasOwn(byLanguage, primary) || latinUnstemmed.has(primary) ? primary : 'und';
}

function primarySubtag(language: string): string {
  return (/^[a-z]{2,3}(?![a-z])/i.exec(language)?.[0] ?? '').toLowerCase();
}
