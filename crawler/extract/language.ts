import type { Provenance } from '../../core/announcement.ts';
import { isHalf, isLetter } from './letters.ts';
import type { Page } from './page.ts';

export interface FoundLanguage {
  /** BCP 47; `und` when nothing tells. */
  readonly language: string;
  readonly provenance: Provenance;
}

/** The page's own statement, unless its script contradicts it (templates say `en` on Japanese pages); then the text; then the source's language. */
export function findLanguage(page: Page | undefined, text: string, sourceLanguage: string): FoundLanguage {
  const stated = page === undefined ? undefined : statedLanguage(page);
  const detected = detectLanguage(text);
  if (stated !== undefined && (detected === undefined || compatible(stated.language, detected)))
    return { ...stated, language: withScript(stated.language, detected) };
  if (detected !== undefined)
    return { language: detected.language, provenance: { kind: 'detected', detail: detected.detail } };
  if (stated !== undefined) return stated;
  return { language: sourceLanguage === '' ? 'und' : sourceLanguage, provenance: { kind: 'source-file' } };
}

function statedLanguage(page: Page): FoundLanguage | undefined {
  const stated: (readonly [string | undefined, Provenance])[] = [
    [page.htmlLanguage, { kind: 'meta', detail: 'html lang' }],
    ...['content-language', 'dc.language', 'dcterms.language', 'language', 'og:locale'].map(
      (name) => [page.meta.get(name)?.[0], { kind: 'meta', detail: name }] as const,
    ),
  ];
  for (const [value, provenance] of stated) {
    const language = canonicalLanguage(value);
    if (language !== undefined) return { language, provenance };
  }
  return undefined;
}

/** Three-letter codes and names that pages write where BCP 47 wants two letters. */
const aliases: Readonly<Record<string, string>> = {
  eng: 'en',
  ger: 'de',
  deu: 'de',
  fre: 'fr',
  fra: 'fr',
  spa: 'es',
  jpn: 'ja',
  kor: 'ko',
  chi: 'zh',
  zho: 'zh',
  por: 'pt',
  ita: 'it',
  rus: 'ru',
  ara: 'ar',
  english: 'en',
  deutsch: 'de',
  jp: 'ja',
  kr: 'ko',
  cn: 'zh-Hans',
  tw: 'zh-Hant',
};

const known = new Map<string, string | undefined>();
/** Different tags remembered: a site writes a handful, all sites together some hundreds. */
const limitKnown = 2_000;

/** A language tag as BCP 47 writes it; Chinese by script. `undefined` for what is none. */
export function canonicalLanguage(written: string | undefined): string | undefined {
  const tag = (written ?? '')
    .trim()
    .split(/[\s,;]/)[0]!
    .replaceAll('_', '-');
  if (known.has(tag)) return known.get(tag);
  const language = languageOfTag(tag);
  if (known.size >= limitKnown) known.clear();
  known.set(tag, language);
  return language;
}

function languageOfTag(tag: string): string | undefined {
  const alias = aliases[tag.toLowerCase()];
  if (alias !== undefined) return alias;
  try {
    const locale = new Intl.Locale(tag);
    if (locale.language === 'und' || locale.language === 'mul' || locale.language === 'x-default') return undefined;
    if (locale.language !== 'zh')
      return locale.language === 'nb' || locale.language === 'nn' || locale.script === undefined
        ? locale.language
        : `${locale.language}-${locale.script}`;
    return locale.script === 'Hant' || ['TW', 'HK', 'MO'].includes(locale.region ?? '')
      ? 'zh-Hant'
      : locale.script === 'Hans' || ['CN', 'SG'].includes(locale.region ?? '')
        ? 'zh-Hans'
        : 'zh';
  } catch {
    return undefined;
  }
}

interface Detected {
  readonly language: string;
  readonly detail: string;
  /** Whether the script alone decides. */
  readonly byScript: boolean;
}

function compatible(stated: string, detected: Detected): boolean {
  const base = stated.split('-')[0]!;
  const found = detected.language.split('-')[0]!;
  if (base === found) return true;
  // Words of related languages overlap: only the script, or a clear count of words against English (the default of templates), overrules the page.
  return !detected.byScript && base !== 'en';
}

function withScript(stated: string, detected: Detected | undefined): string {
  return stated === 'zh' && detected?.language.startsWith('zh-') === true ? detected.language : stated;
}

/** Characters that are looked at. More do not change the answer. */
const sampleCharacters = 6_000;
/** Share of the letters that must be of a script for it to decide. Japanese texts have a fifth of kana at least, seldom less in titles. */
const scriptShare = 0.3;

const scripts: readonly (readonly [string, RegExp])[] = [
  ['ko', /[\uAC00-\uD7AF]/g],
  ['th', /[\u0E00-\u0E7F]/g],
  ['ta', /[\u0B80-\u0BFF]/g],
  ['si', /[\u0D80-\u0DFF]/g],
  ['el', /[\u0370-\u03FF\u1F00-\u1FFF]/g],
  ['he', /[\u0590-\u05FF]/g],
  ['ka', /[\u10A0-\u10FF]/g],
  ['hy', /[\u0530-\u058F]/g],
  ['km', /[\u1780-\u17FF]/g],
  ['my', /[\u1000-\u109F]/g],
  ['lo', /[\u0E80-\u0EFF]/g],
  ['bn', /[\u0980-\u09FF]/g],
  ['gu', /[\u0A80-\u0AFF]/g],
  ['pa', /[\u0A00-\u0A7F]/g],
  ['te', /[\u0C00-\u0C7F]/g],
  ['kn', /[\u0C80-\u0CFF]/g],
  ['ml', /[\u0D00-\u0D7F]/g],
  ['am', /[\u1200-\u137F]/g],
];

/** The language a text is written in, by its script and by its most frequent small words. `undefined` when too little tells. */
export function detectLanguage(text: string): Detected | undefined {
  const sample = text.slice(0, sampleCharacters);
  // Latin letters only: no other script needs to be counted.
  if (!/[\u0370-\u1DFF\u2E80-\uFFFF]/.test(sample)) return byWords(sample, undefined, false);
  const letters = count(sample, /\p{L}/gu);
  if (letters < 8) return undefined;
  const kana = count(sample, /[\u3040-\u30FF]/g);
  const han = count(sample, /[\u3400-\u9FFF]/g);
  if (kana > letters * 0.05 && kana + han > letters * scriptShare)
    return { language: 'ja', detail: 'kana', byScript: true };
  if (han > letters * scriptShare) return chinese(sample);
  for (const [language, pattern] of scripts)
    if (count(sample, pattern) > letters * scriptShare) return { language, detail: 'script', byScript: true };
  if (count(sample, /[\u0900-\u097F]/g) > letters * scriptShare)
    return byWords(sample, ['hi', 'mr', 'ne'], true) ?? { language: 'hi', detail: 'script', byScript: true };
  if (count(sample, /[\u0600-\u06FF]/g) > letters * scriptShare)
    return byWords(sample, ['ar', 'fa', 'ur'], true) ?? { language: 'ar', detail: 'script', byScript: true };
  if (count(sample, /[\u0400-\u04FF]/g) > letters * scriptShare)
    return (
      byWords(sample, ['ru', 'uk', 'bg', 'sr', 'be', 'mk', 'kk'], true) ?? {
        language: 'ru',
        detail: 'script',
        byScript: true,
      }
    );
  return byWords(sample, undefined, false);
}

/** Characters that were simplified, and how they are written where they were not: whichever a text has more of tells its script. */
const simplified =
  /[国会发时经济体关于务说为书东车长见门马鱼鸟龙电话语认让议设计论证评试诉词详调谈请谢财货购质费贸资产业乐义习乡云亚亿仅从仓仪们价众优传伤伦伟侨债储儿党兰兴养内农冲决况冻净减凤击则刚创别劳势动励匀华协单卖卢卫厂厅历压县参双变叶号叹后员响园围图团圆圣场坏块坚坛]/g;
const traditional =
  /[國會發時經濟體關於務說為書東車長見門馬魚鳥龍電話語認讓議設計論證評試訴詞詳調談請謝財貨購質費貿資產業樂義習鄉雲亞億僅從倉儀們價眾優傳傷倫偉僑債儲兒黨蘭興養內農衝決況凍淨減鳳擊則剛創別勞勢動勵勻華協單賣盧衛廠廳歷壓縣參雙變葉號嘆後員響園圍圖團圓聖場壞塊堅壇]/g;

function chinese(sample: string): Detected {
  const hans = count(sample, simplified);
  const hant = count(sample, traditional);
  return { language: hans === hant ? 'zh' : hans > hant ? 'zh-Hans' : 'zh-Hant', detail: 'script', byScript: true };
}

/** The most frequent small words of each language: those that its neighbours do not share. */
const smallWords: Readonly<Record<string, string>> = {
  en: 'the of and to in that for is was with on by this are be from as at has have will an which not',
  de: 'der die und das den von zu mit im für auf ist des ein eine dem nicht sich auch werden bei wird sind wurde',
  fr: 'le la les des et du en une dans pour par sur est que qui au avec plus ce aux sont été cette ont',
  es: 'el la los las de que en y del se por con para una un su al como más es ha esta sobre fue',
  pt: 'o os as de da do que em e para com um uma no na não dos das por se ao mais foi pela',
  it: 'il la le di che e del della per in un una con non sono dei nel alla gli al si è delle anche',
  ca: 'el la els les de que i per amb un una del al als dels és més aquest aquesta han ha',
  nl: 'de het een van en in is dat op te voor met zijn door aan niet ook er bij worden wordt om die',
  sv: 'och att det som en på är av för med den till inte om ett har de kan från vid ska',
  da: 'og at det som en på er af for med den til ikke et har de kan fra ved skal også bliver',
  no: 'og at det som en på er av for med den til ikke et har de kan fra ved skal også blir ikkje',
  fi: 'ja on että se ei ovat oli joka myös sekä mukaan tai kun kuin hän ovat voi sen',
  et: 'ja on et ei see mis oli ka või kui selle ning mida kes oma',
  pl: 'i w na z do się że jest o oraz nie to dla od po przez jak są za który które roku',
  cs: 'a v na se je že z o do pro za by k jako jsou bylo který podle také při nebo',
  sk: 'a v na sa je že z o do pre za by k ako sú bolo ktorý podľa aj pri alebo',
  sl: 'in v na je se za da so z ki pri po tudi bo ali kot iz ter',
  hr: 'i u na je se za da su od s koji kao iz ili te će biti prema koja',
  hu: 'a az és hogy nem is egy van ez meg volt csak mint el már szerint vagy amely',
  ro: 'și de în la cu a pe din pentru nu este care o un au fost prin că mai sunt ale',
  tr: 've bir bu için ile olarak da de olan daha çok en gibi sonra kadar ise tarafından',
  lt: 'ir į kad yra su iš apie kaip bus buvo tai dėl arba taip bei nuo',
  lv: 'un ir par ar no kas ka uz tiek arī vai lai kā pēc bija šī',
  id: 'yang dan di untuk dengan dari ini pada dalam itu tidak akan ke telah adalah oleh juga',
  ms: 'yang dan di untuk dengan dari ini pada dalam itu tidak akan ke telah adalah oleh juga bagi kepada',
  vi: 'và của các có là trong được cho với những không một đã người này về để theo',
  tl: 'ang ng sa na mga at ay para ni hindi ito kay nang din may',
  sq: 'të e në dhe për me që nga një është i se do si më',
  is: 'og að í á er sem við um en til ekki með fyrir það hann var',
  ga: 'agus an na a ar i is go do le ag bhí seo ón',
  cy: 'y yr a i o yn ar wedi mae ei gan am bod sydd hefyd',
  eu: 'eta da ez du bat dira dute izan ere egin hau',
  gl: 'o a os as de e que en do da para unha un non máis na no dos das coa',
  ru: 'и в не на что с по для это как из от к о его также было при года',
  uk: 'і в не на що з та для це як із від до про його також було при року у є',
  bg: 'и в на се от за да с по не са като е че при това ще или',
  sr: 'и у на је се за да су од са као из или ће који према',
  be: 'і ў не на што з для гэта як ад да па яго таксама было',
  mk: 'и во на се од за да со не како е дека при ќе или',
  kk: 'және мен үшін бұл бір деп да де бойынша',
  ar: 'في من على إلى أن التي عن مع هذا هذه ما كان الذي بين وقد',
  fa: 'در به از که این را با است برای آن یک های شد می',
  ur: 'کے کی میں ہے اور سے کو کا نے پر کہ ہیں یہ اس',
  hi: 'के में की है और से का को ने पर कि हैं यह इस',
  mr: 'आणि आहे या च्या मध्ये होते हे व त्या नाही',
  ne: 'छ र को मा ले हो पनि गर्न भएको यो',
};

/** Each small word with the languages that it is one of. */
const languagesOfWord = new Map<string, string[]>();
for (const [language, list] of Object.entries(smallWords))
  for (const word of new Set(list.split(' ')))
    languagesOfWord.set(word, [...(languagesOfWord.get(word) ?? []), language]);
const longestSmallWord = Math.max(...[...languagesOfWord.keys()].map((word) => word.length));
/** Share of all words that must be small words of the winner. English prose has 0.4, a list of names 0.02. */
const leastShare = 0.08;

function byWords(sample: string, among: readonly string[] | undefined, byScript: boolean): Detected | undefined {
  const text = sample.toLowerCase();
  const counts = new Map<string, number>();
  let words = 0;
  for (let at = 0; at < text.length;) {
    const end = endOfWord(text, at);
    if (end === at) {
      at++;
      continue;
    }
    words++;
    if (end - at <= longestSmallWord)
      for (const language of languagesOfWord.get(text.slice(at, end)) ?? [])
        counts.set(language, (counts.get(language) ?? 0) + 1);
    at = end;
  }
  if (words < 6) return undefined;
  let best = { language: '', hits: 0 };
  // In the order of the table, so that a tie falls to the larger language.
  for (const language of among ?? Object.keys(smallWords)) {
    const hits = counts.get(language) ?? 0;
    if (hits > best.hits) best = { language, hits };
  }
  return best.hits < Math.max(2, words * leastShare)
    ? undefined
    : { language: best.language, detail: `${best.hits} of ${words} words`, byScript };
}

/** Where the letters and marks end that begin at a place; the place itself where none does. */
function endOfWord(text: string, start: number): number {
  let at = start;
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (isLetter(unit)) continue;
    if (!isHalf(unit) || !/^[\p{L}\p{M}]/u.test(text.slice(at, at + 2))) break;
    at++;
  }
  return at;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
