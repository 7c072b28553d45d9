import { decodeAs } from './encoding-label.ts';
import { countUtf8 } from './utf8.ts';

/** An encoding told by the bytes alone. `certain`: the bytes could hardly be anything else. */
export interface Detected {
  readonly encoding: string;
  readonly certain: boolean;
}

/**
 * Tells UTF-8, ISO-2022-JP and the legacy encodings of the languages governments publish in. Every candidate is tried on a sample: the
 * share of its letters that are among the commonest of a language it was made for, less what makes no sense, is its score.
 * @param language BCP 47 language that is expected, if any: worth a little, enough to break a tie
 * @returns `undefined` when nothing fits, or all is ASCII
 */
export function detectEncoding(bytes: Uint8Array, language?: string): Detected | undefined {
  if (isIso2022Jp(bytes)) return { encoding: 'iso-2022-jp', certain: true };
  const { sequences, malformed } = countUtf8(bytes);
  if (sequences + malformed === 0) return undefined;
  if (malformed === 0 || sequences > 20 * malformed)
    return { encoding: 'utf-8', certain: malformed === 0 && sequences > 1 };
  const sample = sampleOf(bytes);
  const primary = language?.split('-')[0]?.toLowerCase();
  let best: { encoding: string; score: number } | undefined;
  for (const candidate of candidates) {
    const score =
      scoreOf(sample, candidate) + (primary !== undefined && candidate.languages.includes(primary) ? languageBonus : 0);
    if (best === undefined || score > best.score) best = { encoding: candidate.encoding, score };
  }
  return best === undefined || best.score < leastScore
    ? undefined
    : { encoding: best.encoding, certain: best.score > 0.6 };
}

/** Below this share of common letters a text is taken to be in no language we know. Right readings score 0.4 to 1, wrong ones 0 to 0.3 on the samples tried. */
const leastScore = 0.3;

/** Less than the distance between a right and a wrong reading, more than that between two alphabets of one language. */
const languageBonus = 0.08;

/** Bytes looked at. Statistics settle within some hundred letters; markup dilutes them, hence the sample is taken where bytes are not ASCII. */
const sampleBytes = 16_384;

interface Candidate {
  readonly encoding: string;
  readonly languages: readonly string[];
  /** The commonest letters outside ASCII, one set a language. */
  readonly common: readonly ReadonlySet<string>[];
  /**
   * `mixed`: Latin, whose letters outside ASCII stand among ASCII ones; `own`: an alphabet of its own; `many`: thousands of
   * characters, of which the commonest hundred make up a third to a half of a text.
   */
  readonly script: 'mixed' | 'own' | 'many';
}

function candidate(encoding: string, languages: string, script: Candidate['script'], ...common: string[]): Candidate {
  return { encoding, languages: languages.split(' '), script, common: common.map((letters) => new Set(letters)) };
}

const hiragana = Array.from({ length: 0x3093 - 0x3041 + 1 }, (_, i) => String.fromCharCode(0x3041 + i)).join('');
const japanese = `${hiragana}アイウエオカキクケコサシスセソタチツテトナニネノハヒフホマミムメモラリルレロンーッュョャガグゲゴジズデドバビブベボパピプポ日本年月一人国大会中政出事者自社長第十部時分議行同見生場目間方開発県市府閣決定法律省令施内総理臣務官庁案件公布条約基計画針改正等関係予算特別措置推進整備設制度準対策地域経済産業財外文科学厚労働農林水交通環境防衛警察消委員裁判所院衆参選挙任命質問答弁書提般報告白平成令和昭号及再上下全力支援会合首相民主義体新規保険医療教育技術安心`;
const simplified =
  '的一是不了在人有我他这中大来上国为和到地会要年发家生新成部工以于业对方民政经济市全公进行作化高理建设务主时报通动法关区加机服制度管重日月实';
const traditional =
  '的一是不了在人有我他這中大來上國為和到地會要年發家生新成部工以於業對方民政經濟市全公進行作化高理建設務主時報通動法關區加機服制度管重日月實';
const korean =
  '이다는의에가을를하고한로은지기사인자대도정시어보수나스부해서리일국전라그있원제장과구만주조상성와여합니년월관위안공적';
const cyrillic = 'оеаинтсрвлкмдпуяыьгзбчй';
const greek = 'αοιετσνηυρπκμλςωάίόέήύδγχθ';
const hebrew = 'יוהלאמתשרנבדעקחפטכםןצ';
const arabic = 'ايلمنوترةعبدسفهقحكشجصطضأإ';
const thai = 'านรอกเงมยลวดตสทปคบหพชขจะแใไโถธณศผซญฐภษฉ่้ัีิืุู์็ำ';
const centralEuropean = ['ąćęłńóśźż', 'áčďéěíňóřšťúůýž', 'áéíóöőúüű', 'áäčďéíĺľňóôŕšťúýž', 'čćđšž', 'ăâîşţ', 'äöüß'];
const western = ['éèàêçôîûùëïâœ', 'äöüß', 'ñóáéíúü', 'ãçáéêíóõúâà', 'åäöéæø', 'àèéìòù', 'þðæöáéíóúý', 'éëïóö'];

/** In the order of preference where scores are equal. */
const candidates: readonly Candidate[] = [
  candidate('windows-1252', 'en fr de es pt it nl sv da no nb fi is ca gl', 'mixed', ...western),
  candidate('shift_jis', 'ja', 'many', japanese),
  candidate('euc-jp', 'ja', 'many', japanese),
  candidate('gb18030', 'zh', 'many', simplified),
  candidate('big5', 'zh', 'many', traditional),
  candidate('euc-kr', 'ko', 'many', korean),
  candidate('windows-1251', 'ru bg sr mk uk be', 'own', cyrillic, `${cyrillic}іїєґ`, `${cyrillic}ъщю`),
  candidate('koi8-r', 'ru', 'own', cyrillic),
  candidate('koi8-u', 'uk', 'own', `${cyrillic}іїєґ`),
  candidate('iso-8859-5', 'ru bg sr mk', 'own', cyrillic),
  candidate('ibm866', 'ru', 'own', cyrillic),
  candidate('windows-1250', 'pl cs sk hu sl hr ro bs sq', 'mixed', ...centralEuropean),
  candidate('iso-8859-2', 'pl cs sk hu sl hr ro bs', 'mixed', ...centralEuropean),
  candidate('windows-1253', 'el', 'own', greek),
  candidate('iso-8859-7', 'el', 'own', greek),
  candidate('windows-1254', 'tr az', 'mixed', 'çğıöşüİâî'),
  candidate('windows-1255', 'he yi', 'own', hebrew),
  candidate('windows-1256', 'ar fa ur', 'own', arabic, `${arabic}یکپچژگ`),
  candidate('iso-8859-6', 'ar', 'own', arabic),
  candidate('windows-1257', 'lt lv et', 'mixed', 'ąčęėįšųūž', 'āčēģīķļņšūž', 'äöõü'),
  candidate('windows-874', 'th', 'own', thai),
];

function scoreOf(sample: Uint8Array, { encoding, common, script }: Candidate): number {
  const counts = new Array<number>(common.length).fill(0);
  let letters = 0;
  let nonsense = 0;
  let before = '';
  let besideAscii = 0;
  let run = 0;
  let alone = 0;
  for (const char of decodeAs(sample, encoding)) {
    const point = char.codePointAt(0)!;
    if (point >= 0x80 && isWord(char)) {
      letters += 1;
      const lower = script === 'mixed' ? char.toLowerCase() : char;
      common.forEach((set, i) => set.has(lower) && counts[i]!++);
      // Capitals stand at the beginning of a word; a reading that puts them behind small letters is a wrong one.
      if (isCapital(char) && isSmall(before)) nonsense += 1;
      if (/[a-z]/i.test(before)) besideAscii += 1;
      run += 1;
    } else {
      if (run === 1) alone += 1;
      if (run > 0 && /[a-z]/i.test(char)) besideAscii += 1;
      if (point >= 0x80 && makesNoSense(point)) nonsense += 1;
      run = 0;
    }
    before = char;
  }
  if (letters === 0) return 0;
  const share = Math.max(...counts) / letters;
  return (
    (script === 'many' ? Math.min(1, share * rarity) : share) -
    nonsense / (letters + nonsense) -
    misplaced(script, besideAscii / letters, alone / letters)
  );
}

/** What makes the shares of a hundred among thousands of characters comparable with those of twenty among thirty letters. */
const rarity = 2.5;

/** Letters outside ASCII stand beside ASCII letters in Latin text and hardly ever in any other, whose words are longer than one letter. */
function misplaced(script: Candidate['script'], besideAsciiShare: number, aloneShare: number): number {
  switch (script) {
    case 'mixed':
      return Math.max(0, 0.75 - besideAsciiShare);
    case 'own':
      return Math.min(1, besideAsciiShare + aloneShare);
    case 'many':
      return 0;
  }
}

function isWord(char: string): boolean {
  return /[\p{L}\p{M}]/u.test(char);
}

function isCapital(char: string): boolean {
  return char.toLowerCase() !== char;
}

function isSmall(char: string): boolean {
  return char.toUpperCase() !== char;
}

/** Replacement and C1 control characters, private use, half-width katakana, box drawing: no announcement is written in these. */
function makesNoSense(point: number): boolean {
  return (
    point === 0xfffd ||
    (point >= 0x80 && point < 0xa0) ||
    (point >= 0xe000 && point < 0xf900) ||
    (point >= 0xff61 && point < 0xffa0) ||
    (point >= 0x2500 && point < 0x25a0)
  );
}

function isIso2022Jp(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, sampleBytes)).toString('latin1');
  return /\x1b\$[@B]/.test(text) && !/[\x80-\xff]/.test(text);
}

/** Bytes outside ASCII with what stands right beside them, so that a head full of scripts does not use the sample up. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  const sample = new Uint8Array(sampleBytes);
  let length = 0;
  let at = 0;
  while (at < bytes.length && length < sampleBytes) {
    if (
      bytes[at]! < 0x80 &&
      (bytes[at + 1] ?? 0) < 0x80 &&
      (bytes[at - 1] ?? 0) < 0x80 &&
      (bytes[at - 2] ?? 0) < 0x80
    ) {
      at += 1;
      // One blank stands for all that is left out.
      if (length > 0 && sample[length - 1] !== 0x20) sample[length++] = 0x20;
      continue;
    }
    sample[length++] = bytes[at++]!;
  }
  return sample.subarray(0, length);
}
