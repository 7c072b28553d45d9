import type { Paragraph, Person } from '../../../core/announcement.ts';
import { matchesAt, placesOfNames, placesOfOffices } from './name-places.ts';

/** People kept of one announcement. Lists of members may name hundreds; a facet of more than this helps nobody. */
const limitPeople = 80;

/**
 * People whom the text names with their office. Three ways in English: the office before the name (`Governor Deval Patrick`,
 * `Senior Vice Minister Yasutoshi Nishimura`), after it (`Pamela Goldberg, chief executive officer of the …`), and a place or body before
 * both (`Kanagawa Prefecture Governor Yuji Kuroiwa`). Other languages by their own titles.
 */
export function peopleIn(body: readonly Paragraph[], language: string): Person[] {
  const found = new Map<string, Person>();
  const readers =
    language.startsWith('ja') || language.startsWith('zh')
      ? [readHan]
      : language.startsWith('ko')
        ? [readHangul]
        : [readBefore, readAfter];
  for (const { kind, text } of body) {
    if (kind === 'table' || text.length > 20_000) continue;
    for (const read of readers) for (const person of read(text)) keep(person, found);
    if (found.size >= limitPeople) break;
  }
  return [...found.values()].slice(0, limitPeople);
}

/** The first office named for a person stays; a surname alone is the person already known. */
function keep(person: Person, found: Map<string, Person>): void {
  const words = person.name.split(' ');
  const key = person.name.toLowerCase();
  if (found.has(key)) return;
  if (words.length === 1 && !/[\u3040-\uD7AF]/.test(person.name)) return;
  found.set(key, person);
}

/** Words that end an office, in the languages written with Latin letters, Greek and Cyrillic. Longest forms first where one begins another. */
const offices = [
  'Prime Minister|Deputy Prime Minister|Vice President|President-elect|President|Vice Chancellor|Chancellor|Governor-General|Lieutenant Governor|Lt\\. Governor|Governor|Lord Mayor|Deputy Mayor|Mayor',
  'Attorney General|Solicitor General|Inspector General|Surgeon General|Secretary[- ]General|Director[- ]General|Comptroller General|Auditor General|Adjutant General|Postmaster General',
  'Under Secretary|Undersecretary|Assistant Secretary|Deputy Secretary|Acting Secretary|Parliamentary Secretary|Permanent Secretary|Press Secretary|Secretary of State|Secretary|Vice[- ]Minister|Deputy Minister|Foreign Minister|Finance Minister|Minister of State|Minister',
  'U\\.S\\. Attorney|United States Attorney|Assistant U\\.S\\. Attorney|District Attorney|State Attorney|Trial Attorneys?|U\\.S\\. Marshal|Chief Justice|Associate Justice|Justice|Chief Judge|Magistrate Judge|District Judge|Judge|Special Counsel|General Counsel',
  'U\\.S\\. Senator|State Senator|Senator|Sen\\.|U\\.S\\. Representative|Representative|Rep\\.|Congressman|Congresswoman|Delegate|Councilmember|Councillor|Council ?woman|Council ?man|Alderman|Assemblymember|Speaker|Majority Leader|Minority Leader|MP|MEP|Premier|First Minister|Taoiseach|Tánaiste',
  'Chief (?:Engineer|Scientist|Medical Officer|Health Officer|Economist|Statistician|Inspector|Veterinary Officer|Information Officer|Technology Officer|Scientific Adviser|Constable|Fire Officer|Nurse|Actuary|Counsel|Superintendent|Examiner|Surveyor|Geologist|Meteorologist|Librarian|Archivist|Clerk|Whip|Negotiator)|Chief Executive Officer|Chief Operating Officer|Chief Financial Officer|Chief of Staff|Chief of Police|Police Chief|Fire Chief|Chief Executive|Chief|CEO|Chairman|Chairwoman|Chairperson|Chair|Vice Chair|Executive Director|Deputy Director|Acting Director|Assistant Director|Director|Superintendent|Commissioner|Administrator|Treasurer|Comptroller|Controller|Auditor|Registrar|Sheriff|Marshal|Special Agent in Charge|Special Agent|Ambassador|High Commissioner|Consul General|Consul|Envoy|Spokesperson|Spokesman|Spokeswoman|Coordinator|Ombudsman|Rector|Dean',
  'General|Gen\\.|Lieutenant General|Major General|Brigadier General|Admiral|Vice Admiral|Rear Admiral|Colonel|Lieutenant Colonel|Major|Captain|Lieutenant|Sergeant|Commander|King|Queen|Prince|Princess',
  'Bundeskanzlerin|Bundeskanzler|Bundespräsidentin|Bundespräsident|Bundesministerin|Bundesminister|Ministerpräsidentin|Ministerpräsident|Staatssekretärin|Staatssekretär|Staatsministerin|Staatsminister|Ministerin|Senatorin|Oberbürgermeisterin|Oberbürgermeister|Bürgermeisterin|Bürgermeister|Präsidentin|Präsident|Direktorin|Direktor|Landrätin|Landrat|Bundesrätin|Bundesrat|Außenministerin|Außenminister|Innenministerin|Innenminister|Finanzministerin|Finanzminister|Umweltministerin|Umweltminister|Umweltsenator|Bildungsministerin|Gesundheitsminister|Gesundheitsministerin|Verkehrsminister|Wirtschaftsminister|Wirtschaftsministerin|Landwirtschaftsminister|Agrarminister|Justizministerin|Justizminister|Abteilungsleiterin|Abteilungsleiter',
  'Premier ministre|Première ministre|Président de la République|Présidente|Président|Ministre d’État|Ministre|ministre|Secrétaire d’État|Préfète|Préfet|Maire|Directrice générale|Directeur général|Directrice|Directeur|Ambassadeur|Députée|Député|Sénatrice|Sénateur|Gouverneur',
  'Presidenta|Presidente|presidenta|presidente|Vicepresidenta|Vicepresidente|Ministra|Ministro|ministra|ministro|Secretaria|Secretario|secretaria|secretario|Gobernadora|Gobernador|gobernadora|gobernador|Alcaldesa|Alcalde|alcaldesa|alcalde|Canciller|canciller|Embajadora|Embajador|Directora|Director|directora|director|Diputada|Diputado|Senadora|Senador|Secretário|Secretária|secretário|Governador|Governadora|governador|Prefeito|Prefeita|Chanceler|Embaixador|Deputado|Sindaco|sindaco|Sottosegretario|Prefetto|Governatore|Ambasciatore|Presidenza',
  'minister-president|minister|staatssecretaris|burgemeester|statsminister|utrikesminister|finansminister|statsråd|statssekretær|borgmester|pääministeri|ministeri|presidentti|premier|wicepremier|minister|wojewoda|prezydent|marszałek|burmistrz|starosta|předseda vlády|ministr|ministryně|prezident|hejtman|miniszterelnök|miniszter|államtitkár|köztársasági elnök|prim-ministrul|ministrul|președintele|Πρωθυπουργός|Υπουργός|Πρόεδρος|Δήμαρχος|Bakanı|Cumhurbaşkanı|Başbakan|Valisi|президент|премьер-министр|министр|губернатор|мэр|прем’єр-міністр|міністр|голова',
].join('|');

/** Every part is bounded and begins with a mark that the part before cannot hold: no text makes the matcher go back over what it read. */
const tail = "[-’'][\\p{L}\\p{M}]{1,30}";
const nameWord = `(?:\\p{Lu}\\.(?:-?\\p{Lu}\\.)?|\\p{Lu}(?:[\\p{Ll}\\p{M}]{1,30}(?:${tail}){0,4}|(?:${tail}){1,4})|\\p{Lu}[\\p{Ll}]{0,9}\\p{Lu}[\\p{Ll}]{1,30})`;
const particle =
  '(?:de la|de los|van der|van den|von der|von|van|de|da|do|dos|del|di|al|el|bin|ibn|zu|und zu|af|ter|ten)';
const personName = `(?:(?:Dr\\.|Prof\\.|Mr\\.|Mrs\\.|Ms\\.|Sir|Dame|Lord|Lady|Hon\\.|Rt\\.? Hon\\.|Herr|Frau|M\\.|Mme|Don|Doña) ){0,3}(${nameWord}(?: (?:${particle} )?(?:${nameWord}|\\p{Lu}\\.)){1,3}(?:,? (?:Jr\\.|Sr\\.|II|III|IV))?)`;
/** What may stand before an office and belongs to it: `Housing and Economic Development Secretary`, `Assistant Attorney General for the Civil Rights Division`. */
const officeLead = `(?:(?:\\p{Lu}[\\p{L}\\p{M}.’'-]{0,40}|and|of|the|for|und|für|et|of the|de la|&)\\s){0,9}?`;
const before = new RegExp(
  `(?<![\\p{L}\\p{M}])((?:${officeLead})(?:\\p{Lu}\\p{Ll}{1,30}-)?(?:${offices})(?:(?: of| for| de| des| del| für| der| d’)(?: the| la| los| les| das)? (?:\\p{Lu}[\\p{L}\\p{M}’'-]{0,40}(?: (?:and |of |the |for |& |und |et |y |de |la )*)?){1,6}?)?)(?:,)? (?!(?:${offices})\\s)${personName}(?![\\p{L}\\p{M}])`,
  'uy',
);
/** Behind a name offices are written small, too. */
const followingOffices = `${offices}|chief executive officer|chief executive|executive director|president and chief executive officer|president|director|secretary|commissioner|chair(?:man|woman|person)?|administrator|minister|attorney general|spokes(?:man|woman|person)|superintendent|special agent in charge|general counsel|governor|mayor`;
const after = new RegExp(
  `(?<![\\p{L}\\p{M}])${personName},\\s((?:the |acting |deputy |der |die |le |la |el )?(?:(?:\\p{L}[\\p{L}\\p{M}.’'-]{0,40}\\s){0,6}?)(?:\\p{Lu}\\p{Ll}{1,30}-)?(?:${followingOffices})(?:\\s(?:of|for|at|in|to|and|der|des|für|de|du|del|the|\\p{Lu}[\\p{L}\\p{M}’'&-]{0,40})){0,10})`,
  'uy',
);

const officePlaces = placesOfOffices(offices);
const namesBeforeOffices = placesOfNames(followingOffices);

/** Words that begin a sentence or a body's name and are no first name. */
const notNames =
  /^(?:The|A|An|On|In|At|For|And|But|This|That|These|Those|Today|Yesterday|We|He|She|It|They|His|Her|Our|My|To|From|With|While|When|After|Since|As|During|Under|United|National|Federal|State|Department|Office|Ministry|Bureau|Agency|Division|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|General|Deputy|Assistant|Senior|Vice|Prime|Executive|Special|Chief|Der|Die|Das|Le|La|Les|El|Los|Las|Engineer|Officer|Scientist|Economist|Inspector|Adviser|Advisor|Press|Foreign|House|Senate|White|Council|Committee|Commission|North|South|East|West|New)$/;

function* readBefore(text: string): Iterable<Person> {
  let end = -1;
  for (const match of matchesAt(before, text, officePlaces)) {
    const follows = match.index - end <= 1;
    end = match.index + match[0].length;
    const person = cleaned(match[2]!, follows ? withoutOthers(match[1]!) : match[1]!);
    if (person !== undefined) yield person;
  }
}

/** Directly behind a person, `of the Civil Rights Division and U.S. Attorney` says where that person belongs before it names the next. */
function withoutOthers(office: string): string {
  return /^(?:of|for|at|in)\s/.test(office) ? office.replace(/^.*?\sand\s/, '') : office;
}

function* readAfter(text: string): Iterable<Person> {
  let others: RegExpExecArray[] | undefined;
  for (const match of matchesAt(after, text, namesBeforeOffices)) {
    const office = match[2]!;
    const from = match.index + match[0].length - office.length;
    others ??= [...matchesAt(before, text, officePlaces)];
    const next = others.find(({ index, 0: { length } }) => index >= from - 1 && index < from + office.length + length);
    if (next !== undefined && isOfNext(office, next)) continue;
    const person = cleaned(match[1]!, office);
    if (person !== undefined) yield person;
  }
}

/** Whether an office behind a name is that of who is named next: "Ines Korvald, Director Ann Lee", "Ines Korvald, and the Governor of Mio, Chinami Ashihara". */
function isOfNext(office: string, [whole, own, name]: RegExpExecArray): boolean {
  if (/(?:^|\s)(?:and|und|et|y|e)\s(?:the|der|die|das|le|la|el)\s/.test(office)) return true;
  return office.includes(`${own!} ${name!.split(' ')[0]!}`) && !whole.includes(', ');
}

const anOffice = new RegExp(`^(?:${offices})$`, 'u');

function cleaned(name: string, office: string): Person | undefined {
  const words = name.split(' ');
  if (words.some((word) => notNames.test(word)) || anOffice.test(words[0]!)) return undefined;
  const title = office
    // Another person stands before: "Quartermaster Ines Korvald and the Governor of Mio", the lead of whose office is not his.
    .replace(
      /^.*\s(?:and|und|et|y|e|och|og|en)\s(?:the|der|die|das|le|la|el|il|lo|o|a|de|het|his|her|its|their)\s/i,
      '',
    )
    .replace(/^(?:(?:and|of|the|for|to|with|by|said|says|today|und|et|y|der|die|le|la|el)\s)+/i, '')
    .replace(/\s(?:of|for|and|the|in|at|to|der|des|de|du|del)$/g, '')
    .trim();
  return title === '' ? { name } : { name, office: title };
}

/** Offices that follow a Japanese or Chinese name, and those that stand before it. */
const hanAfter =
  /(?<![\p{Script=Han}])([\p{Script=Han}]{2,6})(内閣総理大臣|総理大臣|官房長官|副大臣|政務官|大臣|長官|知事|市長|町長|村長|区長|議長|委員長|局長|部長|課長|次官|事務次官|総裁|大使|會長|会長|理事長|社長|总理|總理|主席|总统|總統|部長|部长|市长|市長|縣長|省长|省長|主任|局长|發言人|发言人|院長|院长|秘書長|秘书长|大使)/gu;
const hanBefore =
  /(内閣総理大臣|総理大臣|外務大臣|財務大臣|厚生労働大臣|経済産業大臣|国土交通大臣|総務大臣|法務大臣|文部科学大臣|農林水産大臣|環境大臣|防衛大臣|官房長官|総統|總統|行政院長|院長|部長|市長|縣長|主任委員|署長|局長|國務院總理|国务院总理|国家主席|外交部发言人|外交部部长)[\s　:：]*([\p{Script=Han}]{2,4})(?=[はがをのとも、。，,\s　」）)：:]|表示|指出|說|说|今|於|在|率)/gu;

function* readHan(text: string): Iterable<Person> {
  for (const match of text.matchAll(hanBefore)) yield { name: match[2]!, office: match[1]! };
  for (const match of text.matchAll(hanAfter)) {
    const [, name = '', office = ''] = match;
    if (name.length <= 4 && !namesABody.test(name) && (name.length >= 3 || !ofPortfolios.test(office)))
      yield { name, office };
  }
}

/** `東京都知事` and `港湾局長` name an office of a body and no person. */
const namesABody = /[都道府県市区町村省庁局部課会院社国署]$/;
/** Offices that their portfolio precedes (`港湾大臣`): two characters before them are no family name. */
const ofPortfolios = /^(?:大臣|副大臣|政務官|長官|次官|事務次官|局長|部長|課長)$/;

const hangul =
  /([가-힣]{2,4})\s((?:[가-힣]+\s)?(?:국무총리|부총리|총리|대통령|장관|차관|청장|처장|위원장|국장|실장|과장|시장|도지사|지사|원장|대사|대변인))(?:은|는|이|가|을|를|의|과|와|도|에게|\(|,|\s|$)/gu;

function* readHangul(text: string): Iterable<Person> {
  // `항만부 장관` is the minister of a ministry, without a name.
  for (const match of text.matchAll(hangul))
    if (!/[부청처]$/.test(match[1]!)) yield { name: match[1]!, office: match[2]! };
}
