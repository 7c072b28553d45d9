import { isLetter } from '../letters.ts';
import { normalizeWords } from './normal-form.ts';

/**
 * Month names by language, January first, forms of one month apart by `/`. Written as pages write them; matching is without case
 * and diacritics. Sources: Unicode CLDR's calendar data for the names, abbreviations as newspapers of the language set them.
 */
const names: Readonly<Record<string, string>> = {
  en: 'january/jan february/feb/febr march/mar april/apr/apl may june/jun july/jul august/aug september/sep/sept october/oct november/nov december/dec',
  de: 'januar/jänner/jan/jän februar/feber/feb märz/maerz/mär/mrz april/apr mai juni/jun/juno juli/jul august/aug september/sep/sept oktober/okt november/nov dezember/dez',
  fr: 'janvier/janv février/fevrier/févr/fév mars avril/avr mai juin juillet/juil août/aout septembre/sept octobre/oct novembre/nov décembre/déc',
  es: 'enero/ene febrero/feb marzo/mar abril/abr mayo/may junio/jun julio/jul agosto/ago septiembre/setiembre/sept/set octubre/oct noviembre/nov diciembre/dic',
  pt: 'janeiro/jan fevereiro/fev março/mar abril/abr maio/mai junho/jun julho/jul agosto/ago setembro/set outubro/out novembro/nov dezembro/dez',
  it: 'gennaio/gen febbraio/feb marzo/mar aprile/apr maggio/mag giugno/giu luglio/lug agosto/ago settembre/set/sett ottobre/ott novembre/nov dicembre/dic',
  ca: 'gener/gen febrer/febr març abril maig juny juliol/jul agost/ag setembre/set octubre/oct novembre/nov desembre/des',
  gl: 'xaneiro/xan febreiro marzo abril maio xuño xullo agosto setembro outubro/out novembro decembro/dec',
  nl: 'januari/jan februari/feb maart/mrt april/apr mei juni/jun juli/jul augustus/aug september/sep oktober/okt november/nov december/dec',
  sv: 'januari/jan februari/feb mars/mar april/apr maj juni/jun juli/jul augusti/aug september/sep/sept oktober/okt november/nov december/dec',
  da: 'januar/jan februar/feb marts/mar april/apr maj juni/jun juli/jul august/aug september/sep/sept oktober/okt november/nov december/dec',
  no: 'januar/jan februar/feb mars april/apr mai juni juli august/aug september/sep oktober/okt november/nov desember/des',
  is: 'janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember',
  fi: 'tammikuu/tammikuuta/tammikuun/tammi helmikuu/helmikuuta/helmikuun/helmi maaliskuu/maaliskuuta/maaliskuun/maalis huhtikuu/huhtikuuta/huhtikuun/huhti toukokuu/toukokuuta/toukokuun/touko kesäkuu/kesäkuuta/kesäkuun/kesä heinäkuu/heinäkuuta/heinäkuun/heinä elokuu/elokuuta/elokuun/elo syyskuu/syyskuuta/syyskuun/syys lokakuu/lokakuuta/lokakuun/loka marraskuu/marraskuuta/marraskuun/marras joulukuu/joulukuuta/joulukuun/joulu',
  et: 'jaanuar/jaan veebruar/veebr märts aprill mai juuni juuli august september oktoober november detsember',
  lv: 'janvāris/janvārī/janvāra februāris/februārī/februāra marts/martā/marta aprīlis/aprīlī/aprīļa maijs/maijā/maija jūnijs/jūnijā/jūnija jūlijs/jūlijā/jūlija augusts/augustā/augusta septembris/septembrī/septembra oktobris/oktobrī/oktobra novembris/novembrī/novembra decembris/decembrī/decembra',
  lt: 'sausio/sausis vasario/vasaris kovo/kovas balandžio/balandis gegužės/gegužė birželio/birželis liepos/liepa rugpjūčio/rugpjūtis rugsėjo/rugsėjis spalio/spalis lapkričio/lapkritis gruodžio/gruodis',
  pl: 'stycznia/styczeń/sty lutego/luty/lut marca/marzec/mar kwietnia/kwiecień/kwi maja/maj czerwca/czerwiec/cze lipca/lipiec/lip sierpnia/sierpień/sie września/wrzesień/wrz października/październik/paź listopada/listopad/lis grudnia/grudzień/gru',
  cs: 'ledna/leden/led února/únor/úno března/březen/bře dubna/duben/dub května/květen/kvě června/červen/čvn července/červenec/čvc srpna/srpen/srp září/zář října/říjen/říj listopadu/lis prosince/prosinec/pro',
  sk: 'januára/január februára/február marca/marec apríla/apríl mája/máj júna/jún júla/júl augusta/august septembra/september októbra/október novembra/november decembra/december',
  sl: 'januarja/januar februarja/februar marca/marec aprila/april maja/maj junija/junij julija/julij avgusta/avgust septembra/september oktobra/oktober novembra/november decembra/december',
  hr: 'siječnja/siječanj/sij veljače/veljača/velj ožujka/ožujak/ožu travnja/travanj/tra svibnja/svibanj/svi lipnja/lipanj srpnja/srpanj kolovoza/kolovoz/kol rujna/rujan/ruj listopada studenoga/studenog/studeni/stu prosinca/prosinac',
  sr: 'јануар/јануара фебруар/фебруара март/марта април/априла мај/маја јун/јуна јул/јула август/августа септембар/септембра октобар/октобра новембар/новембра децембар/децембра',
  hu: 'január/januári/jan február/februári/febr március/márciusi/márc április/áprilisi/ápr május/májusi/máj június/júniusi/jún július/júliusi/júl augusztus/augusztusi/aug szeptember/szeptemberi/szept október/októberi/okt november/novemberi/nov december/decemberi/dec',
  ro: 'ianuarie/ian februarie/febr martie aprilie mai/maiu iunie/iun iulie/iul august septembrie/sept octombrie/oct noiembrie/noi/noiem decembrie/dec',
  el: 'ιανουαρίου/ιανουάριος/ιαν φεβρουαρίου/φεβρουάριος/φεβ μαρτίου/μάρτιος/μαρ/μάρ απριλίου/απρίλιος/απρ μαΐου/μάιος/μαϊ/μάι ιουνίου/ιούνιος/ιουν/ιούν ιουλίου/ιούλιος/ιουλ/ιούλ αυγούστου/αύγουστος/αυγ/αύγ σεπτεμβρίου/σεπτέμβριος/σεπ/σεπτ οκτωβρίου/οκτώβριος/οκτ νοεμβρίου/νοέμβριος/νοε/νοέ δεκεμβρίου/δεκέμβριος/δεκ',
  tr: 'ocak/oca şubat/şub mart nisan/nis mayıs haziran/haz temmuz/tem ağustos/ağu eylül/eyl ekim/eki kasım/kas aralık/ara',
  az: 'yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr',
  ru: 'января/январь/янв февраля/февраль/фев/февр марта/март/мар апреля/апрель/апр мая/май июня/июнь/июн июля/июль/июл августа/август/авг сентября/сентябрь/сен/сент октября/октябрь/окт ноября/ноябрь/ноя/нояб декабря/декабрь/дек',
  uk: 'січня/січень/січ лютого/лютий/лют березня/березень/бер квітня/квітень/квіт травня/травень/трав червня/червень/черв липня/липень/лип серпня/серпень/серп вересня/вересень/вер жовтня/жовтень/жовт листопада/листопад грудня/грудень/груд',
  be: 'студзеня лютага сакавіка красавіка мая/траўня чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня',
  bg: 'януари/ян февруари/фев март април/апр май юни юли август/авг септември/септ октомври/окт ноември/ноем декември/дек',
  mk: 'јануари февруари март април мај јуни јули август септември октомври ноември декември',
  id: 'januari/jan februari/feb maret/mar april/apr mei juni/jun juli/jul agustus/agu/agt september/sep oktober/okt november/nov/nopember desember/des',
  ms: 'januari februari mac april mei jun julai ogos september oktober november disember',
  tl: 'enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre disyembre',
  sw: 'januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba',
  sq: 'janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor',
  eu: 'urtarrila/urtarrilaren otsaila/otsailaren martxoa/martxoaren apirila/apirilaren maiatza/maiatzaren ekaina/ekainaren uztaila/uztailaren abuztua/abuztuaren iraila/irailaren urria/urriaren azaroa/azaroaren abendua/abenduaren',
  cy: 'ionawr/ion chwefror/chwe mawrth ebrill/ebr mai mehefin/meh gorffennaf/gorff awst medi hydref/hyd tachwedd/tach rhagfyr/rhag',
  ga: 'eanáir feabhra márta aibreán bealtaine meitheamh iúil lúnasa meán-fómhair/mheán deireadh samhain/samhna nollaig/nollag',
  ar: 'يناير/كانون-الثاني/جانفي فبراير/شباط/فيفري مارس/آذار أبريل/إبريل/ابريل/نيسان/أفريل مايو/أيار/ماي يونيو/يونية/حزيران/جوان يوليو/يولية/تموز/جويلية أغسطس/اغسطس/آب/أوت سبتمبر/أيلول/شتنبر أكتوبر/اكتوبر/تشرين-الأول نوفمبر/تشرين-الثاني/نونبر ديسمبر/كانون-الأول/دجنبر',
  he: 'ינואר/בינואר פברואר/בפברואר מרץ/במרץ/מרס אפריל/באפריל מאי/במאי יוני/ביוני יולי/ביולי אוגוסט/באוגוסט ספטמבר/בספטמבר אוקטובר/באוקטובר נובמבר/בנובמבר דצמבר/בדצמבר',
  hi: 'जनवरी फरवरी/फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर/सितम्बर अक्टूबर/अक्तूबर नवंबर/नवम्बर दिसंबर/दिसम्बर',
  bn: 'জানুয়ারি/জানুয়ারী ফেব্রুয়ারি/ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর',
  ta: 'ஜனவரி பிப்ரவரி/பெப்ரவரி மார்ச்/மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட்/ஓகஸ்ட் செப்டம்பர்/செப்டெம்பர் அக்டோபர்/ஒக்டோபர் நவம்பர்/நவெம்பர் டிசம்பர்/டிசெம்பர்',
  si: 'ජනවාරි පෙබරවාරි/පෙබරවාරී මාර්තු අප්‍රේල්/අප්රේල් මැයි ජූනි ජූලි අගෝස්තු සැප්තැම්බර් ඔක්තෝබර් නොවැම්බර් දෙසැම්බර්',
  th: 'มกราคม/ม.ค. กุมภาพันธ์/ก.พ. มีนาคม/มี.ค. เมษายน/เม.ย. พฤษภาคม/พ.ค. มิถุนายน/มิ.ย. กรกฎาคม/ก.ค. สิงหาคม/ส.ค. กันยายน/ก.ย. ตุลาคม/ต.ค. พฤศจิกายน/พ.ย. ธันวาคม/ธ.ค.',
  ne: 'जनवरी फेब्रुअरी मार्च अप्रिल मे जुन जुलाई अगस्ट सेप्टेम्बर अक्टोबर नोभेम्बर डिसेम्बर',
  ur: 'جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر',
  ka: 'იანვარი/იანვარს თებერვალი/თებერვალს მარტი/მარტს აპრილი/აპრილს მაისი/მაისს ივნისი/ივნისს ივლისი/ივლისს აგვისტო/აგვისტოს სექტემბერი/სექტემბერს ოქტომბერი/ოქტომბერს ნოემბერი/ნოემბერს დეკემბერი/დეკემბერს',
  hy: 'հունվարի/հունվար փետրվարի/փետրվար մարտի/մարտ ապրիլի/ապրիլ մայիսի/մայիս հունիսի/հունիս հուլիսի/հուլիս օգոստոսի/օգոստոս սեպտեմբերի/սեպտեմբեր հոկտեմբերի/հոկտեմբեր նոյեմբերի/նոյեմբեր դեկտեմբերի/դեկտեմբեր',
};

/** Words that name two months in two languages: who wins unless the page's language says otherwise. `listopada` is October only in Croatian. */
const losesTies = new Set(['hr', 'ga', 'eu', 'az', 'tl']);

const general = new Map<string, number>();
const byLanguage = new Map<string, Map<string, number>>();
for (const [language, line] of Object.entries(names)) {
  const own = new Map<string, number>();
  line.split(' ').forEach((forms, index) => {
    for (const form of forms.split('/')) {
      const word = normalizeWords(form.replace('-', ' '));
      own.set(word, index + 1);
      if (!general.has(word)) general.set(word, index + 1);
      else if (losesTies.has(language)) continue;
    }
  });
  byLanguage.set(language, own);
}

/** 1 to 12 for a month's name or abbreviation in any of the languages; the page's language decides between homonyms. */
export function monthOf(word: string, language?: string): number | undefined {
  const own = language === undefined ? undefined : byLanguage.get(language.slice(0, 2).toLowerCase());
  return own?.get(word) ?? general.get(word);
}

/** What written dates glue to the front of a month: the ending of the day's number, `gada` and `urteko` of a year. */
const gluedBefore = ['st', 'nd', 'rd', 'th', 'er', 're', 'e', 'го', 'ain', 'gada', 'urteko', 'kourteko'];
/** What they glue to its end, before a year. */
const gluedBehind = ['de', 'del', 'of', 'do', 'da', 'den', 'di', 'r', 'ng'];

/**
 * Whether a normalised text may hold the name of a month: whether a run of its letters is one, what dates glue to it left aside. A tenth of the
 * work of trying one pattern for dates on the text.
 */
export function mayHoldMonth(text: string): boolean {
  for (let at = 0; at < text.length;) {
    let end = at;
    while (end < text.length && isLetter(text.charCodeAt(end))) end++;
    if (end - at >= shortestMonth && end - at <= longestGlued && isMonthInGlue(text.slice(at, end))) return true;
    at = end + 1;
  }
  return false;
}

/** Letters of a month's name that the patterns take, from three to fourteen; with what is glued to it on either side. */
const shortestMonth = 3;
const longestGlued = 14 + 8 + 3;

function isMonthInGlue(run: string): boolean {
  if (general.has(run)) return true;
  const starts = [run, ...gluedBefore.filter((glue) => run.startsWith(glue)).map((glue) => run.slice(glue.length))];
  return starts.some(
    (start) =>
      general.has(start) ||
      gluedBehind.some((glue) => start.endsWith(glue) && general.has(start.slice(0, -glue.length))),
  );
}
