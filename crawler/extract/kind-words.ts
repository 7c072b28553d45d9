import type { knownKinds } from '../../core/announcement.ts';
import { normalizeWords } from './dates/normal-form.ts';

export type KnownKind = (typeof knownKinds)[number];

/**
 * What governments call their kinds of announcement, by language mixed: a page's label, breadcrumb or release line is compared whole.
 * A word that means another kind elsewhere is left out.
 */
const names: Readonly<Record<KnownKind, string>> = {
  'press-release':
    'press release|press releases|news release|news releases|media release|media releases|press statement release|for immediate release|pressemitteilung|pressemitteilungen|presseinformation|presseinformationen|medienmitteilung|medienmitteilungen|pressemeldung|presseaussendung|communiqué de presse|communiqués de presse|communiqué|comunicado de prensa|comunicados de prensa|nota de prensa|notas de prensa|boletín de prensa|boletín|comunicado à imprensa|comunicado de imprensa|nota à imprensa|comunicato stampa|comunicati stampa|persbericht|persberichten|pressmeddelande|pressmeddelanden|pressemelding|pressemeldinger|pressemeddelelse|pressemeddelelser|tiedote|lehdistötiedote|mediatiedote|pressiteade|preses relīze|pranešimas spaudai|komunikat prasowy|komunikaty prasowe|informacja prasowa|tisková zpráva|tiskové zprávy|tlačová správa|sajtóközlemény|comunicat de presă|δελτίο τύπου|δελτία τύπου|basın açıklaması|basın bülteni|пресс-релиз|пресс-релизы|прес-реліз|прессъобщение|прессообщение|بيان صحفي|خبر صحفي|הודעה לעיתונות|הודעות לעיתונות|報道発表|報道発表資料|プレスリリース|記者発表|記者発表資料|報道資料|新闻稿|新聞稿|新聞發布|新闻发布|新聞資料|보도자료|보도참고자료|ข่าวประชาสัมพันธ์|thông cáo báo chí|siaran pers|siaran media|kenyataan media|प्रेस विज्ञप्ति|प्रेस प्रकाशनी|ஊடக அறிக்கை|மாध्यමய|මාධ්‍ය නිවේදනය|ජනාධිපති මාධ්‍ය',
  speech:
    'speech|speeches|remarks|address|keynote|keynote address|prepared remarks|speech transcript|rede|reden|ansprache|grußwort|regierungserklärung|discours|allocution|discurso|discursos|intervención|palabras|pronunciamento|discorso|discorsi|intervento|toespraak|speech|tal|tale|taler|anförande|puhe|kõne|runa|kalba|przemówienie|wystąpienie|projev|prejav|beszéd|discurs|ομιλία|ομιλίες|konuşma|выступление|речь|выступления|виступ|промова|реч|خطاب|كلمة|נאום|演説|講演|挨拶|スピーチ|式辞|訓示|所信表明演説|施政方針演説|讲话|演讲|致辞|談話稿|致詞|演說|연설|연설문|축사|기념사|สุนทรพจน์|คำกล่าว|bài phát biểu|phát biểu|pidato|sambutan|ucapan|भाषण',
  statement:
    'statement|statements|press statement|official statement|public statement|statement by the president|written statement|joint statement|ministerial statement|policy statement|statement in parliament|erklärung|stellungnahme|statement|déclaration|déclarations|declaración|declaraciones|declaração|dichiarazione|dichiarazioni|verklaring|uttalande|uttalelse|erklæring|udtalelse|lausunto|kannanotto|avaldus|paziņojums|pareiškimas|oświadczenie|prohlášení|vyhlásenie|nyilatkozat|declarație|δήλωση|δηλώσεις|açıklama|заявление|заявления|заява|изявление|بيان|تصريح|הצהרה|談話|声明|コメント|总理声明|聲明|谈话|성명|논평|แถลงการณ์|tuyên bố|pernyataan|kenyataan|वक्तव्य|बयान',
  notice:
    'notice|notices|public notice|public notices|announcement|announcements|bekanntmachung|bekanntmachungen|mitteilung|hinweis|aushang|avis|annonce|avis public|aviso|avisos|anuncio|anuncios|edital|avviso|avvisi|kennisgeving|bekendmaking|kungörelse|meddelande|kunngjøring|bekendtgørelse|ilmoitus|kuulutus|teade|pranešimas|ogłoszenie|ogłoszenia|obwieszczenie|oznámení|oznámenie|közlemény|anunț|ανακοίνωση|ανακοινώσεις|duyuru|ilan|объявление|уведомление|извещение|оголошення|съобщение|إعلان|إشعار|הודעה|お知らせ|公告|告示|公示|告知|通知|通告|公告及送達|공고|고시|공지|공지사항|알림|ประกาศ|thông báo|pengumuman|notis|सूचना|அறிவித்தல்|நிவேதனம்|නිවේදනය|දැන්වීම',
  proclamation:
    'proclamation|proclamations|presidential proclamation|proklamation|proclamación|proclama|proclamação|proclamazione|proklamacja|прокламация|布告|宣言|宣告|포고|선언',
  'executive-order':
    'executive order|executive orders|emergency executive order|orden ejecutiva|presidential executive order|行政命令|大統領令|행정명령',
  order:
    'order|orders|administrative order|general order|directive|anordnung|verfügung|allgemeinverfügung|erlass|arrêté|ordonnance|orden|ordem|portaria|ordinanza|beschikking|beslut|påbud|määräys|zarządzenie|nařízení|príkaz|rendelet|ordin|εντολή|απόφαση υπουργού|emir|приказ|распоряжение|наказ|заповед|أمر|קביעה|צו|命令|訓令|令|命令及处分|훈령|명령|คำสั่ง|lệnh|chỉ thị|perintah|आदेश',
  advisory:
    'advisory|advisories|media advisory|health advisory|travel advisory|warning|alert|safety alert|recall|recalls|medienhinweis|warnung|reisewarnung|sicherheitshinweis|rückruf|avertissement|alerte|alerta|alertas|advertencia|aviso de viaje|avvertenza|allerta|waarschuwing|varning|advarsel|varoitus|ostrzeżenie|varování|upozornění|varovanie|figyelmeztetés|avertizare|προειδοποίηση|uyarı|предупреждение|попередження|предупреждение|تحذير|تنبيه|אזהרה|注意報|警報|注意喚起|渡航情報|警告|预警|提醒|警示|주의보|경보|คำเตือน|cảnh báo|peringatan|amaran|चेतावनी|परामर्श',
  decision:
    'decision|decisions|cabinet decision|ruling|judgment|judgement|determination|resolution|beschluss|entscheidung|urteil|bescheid|décision|décisions|jugement|decisión|resolución|fallo|sentencia|decisão|resolução|decisione|delibera|sentenza|besluit|uitspraak|avgörande|dom|vedtak|afgørelse|päätös|otsus|lēmums|sprendimas|decyzja|uchwała|orzeczenie|rozhodnutí|usnesení|rozhodnutie|határozat|decizie|hotărâre|απόφαση|αποφάσεις|karar|решение|постановление|рішення|постанова|قرار|قرارات|החלטה|閣議決定|決定|裁決|決議|决定|决议|處分|결정|의결|มติ|มติคณะรัฐมนตรี|quyết định|nghị quyết|keputusan|निर्णय|தீர்மானம்|තීරණය',
  rule: 'rule|rules|final rule|proposed rule|interim final rule|regulation|regulations|verordnung|rechtsverordnung|richtlinie|règlement|décret|decreto|reglamento|regulamento|regolamento|verordening|regeling|förordning|forskrift|asetus|määrus|rozporządzenie|vyhláška|regulament|κανονισμός|yönetmelik|положение|наредба|لائحة|تقנה|תקנות|政令|省令|規則|府令|法規|行政規則|법령|규칙|시행령|กฎกระทรวง|ระเบียบ|nghị định|thông tư|peraturan|नियम|விதிமுறை',
  tender:
    "tender|tenders|invitation to tender|call for tenders|request for proposals|request for quotations|rfp|procurement notice|invitation for bids|contract notice|ausschreibung|ausschreibungen|vergabe|appel d’offres|appel d'offres|appels d'offres|marché public|licitación|licitaciones|convocatoria|licitação|pregão|bando di gara|gara|aanbesteding|upphandling|anbud|udbud|tarjouspyyntö|hange|przetarg|zamówienie publiczne|veřejná zakázka|verejné obstarávanie|közbeszerzés|licitație|achiziție|διακήρυξη|διαγωνισμός|ihale|закупка|тендер|тендер|обществена поръчка|مناقصة|مناقصات|מכרז|מכרזים|入札公告|入札|調達情報|政府調達|招标|招标公告|招標|招標公告|采购公告|입찰|입찰공고|ประกวดราคา|จัดซื้อจัดจ้าง|mời thầu|đấu thầu|lelang|tender|sebut harga|निविदा|கேள்விமனு|ටෙන්ඩර්",
  appointment:
    'appointment|appointments|nomination|nominations|personnel announcement|personnel announcements|ernennung|ernennungen|personalie|personalien|nomination|nominations|nombramiento|nombramientos|designación|nomeação|nomina|nomine|benoeming|utnämning|utnämningar|utnevnelse|udnævnelse|nimitys|nimitykset|nominacja|powołanie|jmenování|vymenovanie|kinevezés|numire|διορισμός|atama|назначение|назначения|призначення|تعيين|מינוי|人事異動|人事|人事任免|任免|任命|임명|인사|인사발령|แต่งตั้ง|bổ nhiệm|pelantikan|नियुक्ति',
  award:
    'award|awards|contract award|grant award|prize|award notice|auszeichnung|preisverleihung|vergebener auftrag|prix|remise de prix|attribution de marché|premio|premios|adjudicación|prêmio|premiazione|prijs|utmärkelse|pris|palkinto|nagroda|ocenění|cena|kitüntetés|premiu|βραβείο|ödül|награда|награждение|нагорода|جائزة|פרס|表彰|叙勲|褒章|落札結果|獎|頒獎|表揚|颁奖|시상|포상|수상|รางวัล|giải thưởng|penghargaan|पुरस्कार',
  transcript:
    'transcript|transcripts|press conference|press conferences|press briefing|press briefings|briefing transcript|press gaggle|pressekonferenz|pressestatement|mitschrift|regierungspressekonferenz|conférence de presse|point de presse|transcription|rueda de prensa|conferencia de prensa|versión estenográfica|coletiva de imprensa|conferenza stampa|persconferentie|presskonferens|pressekonferanse|pressemøde|tiedotustilaisuus|konferencja prasowa|tisková konference|tlačová konferencia|sajtótájékoztató|conferință de presă|συνέντευξη τύπου|basın toplantısı|пресс-конференция|стенограмма|брифинг|مؤتمر صحفي|מסיבת עיתונאים|記者会見|会見録|議事録|記者会見録|新闻发布会|记者会|記者會|브리핑|기자회견|แถลงข่าว|họp báo|konferensi pers|sidang media|पत्रकार वार्ता',
  interview:
    'interview|interviews|doorstop|radio interview|interview transcript|entretien|entrevista|entrevistas|intervista|interviste|vraaggesprek|intervju|haastattelu|wywiad|rozhovor|interjú|interviu|συνέντευξη|röportaj|söyleşi|интервью|інтервʼю|інтервю|интервю|مقابلة|ראיון|インタビュー|专访|採訪|專訪|인터뷰|สัมภาษณ์|phỏng vấn|wawancara|temu bual|साक्षात्कार',
  report:
    'report|reports|annual report|research report|research and analysis|white paper|bericht|berichte|studie|jahresbericht|rapport|rapports|informe|informes|relatório|relatórios|rapporto|relazione|verslag|rapport|rapporter|raportti|selvitys|aruanne|ziņojums|ataskaita|raport|sprawozdanie|zpráva|výroční zpráva|správa|jelentés|έκθεση|rapor|доклад|отчёт|отчет|звіт|تقرير|דו"ח|דוח|報告書|白書|報告|报告|보고서|รายงาน|báo cáo|laporan|प्रतिवेदन|रिपोर्ट',
};

const kindOfName = new Map<string, KnownKind>();
for (const [kind, list] of Object.entries(names) as [KnownKind, string][])
  for (const name of list.split('|'))
    if (!kindOfName.has(normalizeWords(name))) kindOfName.set(normalizeWords(name), kind);

/** The kind that a label, breadcrumb or stated type names, compared whole. */
export function kindOfWords(text: string): KnownKind | undefined {
  return text.length > 60
    ? undefined
    : (kindOfName.get(
        normalizeWords(text.replace(/[_-]/g, ' ')).replace(/^[\s[(【〔「『]+|[\s\])】〕」』:：.!*–-]+$/g, ''),
      ) ?? kindOfName.get(normalizeWords(text)));
}

/** Kinds a title or headline begins with or holds in brackets: `Statement by …`, `Rede von …`, `【入札公告】…`. */
export function kindOfTitle(title: string): KnownKind | undefined {
  const bracket = /^[[【〔（(［]\s*([^\]】〕）)］]{2,20})\s*[\]】〕）)］]/u.exec(title)?.[1];
  const inBracket = bracket === undefined ? undefined : kindOfWords(bracket);
  if (inBracket !== undefined) return inBracket;
  const before = /^([^:：|–—]{3,40})\s*[:：|–—]/u.exec(title)?.[1];
  const beforeColon = before === undefined ? undefined : kindOfWords(before);
  if (beforeColon !== undefined) return beforeColon;
  const normal = normalizeWords(title);
  return titlePatterns.find(([pattern]) => pattern.test(normal))?.[1];
}

const titlePatterns: readonly (readonly [RegExp, KnownKind])[] = (
  [
    ['^(?:emergency )?executive order(?: no\\.?| number)? ?\\d*|^executive order\\b', 'executive-order'],
    ['^(?:a |presidential )?proclamation\\b', 'proclamation'],
    [
      '^(?:press release|news release|media release|pressemitteilung|communique de presse|comunicado de prensa|nota de prensa|comunicato stampa|komunikat prasowy)\\b',
      'press-release',
    ],
    [
      "^(?:remarks|speech|address|keynote|opening remarks|closing remarks|prepared remarks|inaugural address|rede|ansprache|grusswort|grußwort|discours|allocution|discurso|palabras|discorso|toespraak|tal av|tale ved|puhe|przemowienie|projev|выступление|речь) (?:by|of|at|to|von|des|der|zum|zur|bei|anlasslich|du|de|d'|del|da|do|pronunciad|prononce|di|van|av|na|на|prezyd|premi)",
      'speech',
    ],
    [
      '^(?:transcript|press conference|press briefing|press gaggle|pressekonferenz|conference de presse|rueda de prensa|conferenza stampa|regierungspressekonferenz)\\b',
      'transcript',
    ],
    [
      '^(?:interview|doorstop|radio interview|television interview|entretien|entrevista|intervista|wywiad|интервью)\\b',
      'interview',
    ],
    [
      '^(?:joint |official |press |written )?(?:statement|readout) (?:by|of|from|on)|^(?:gemeinsame )?erklarung (?:der|des|von)|^declaration (?:de|du|conjointe)|^declaracion (?:de|del|conjunta)|^dichiarazione (?:di|del)|^oswiadczenie|^заявление\\b',
      'statement',
    ],
    ['^(?:media |health |travel |safety )?advisory\\b|^recall\\b|^warnung vor|^alerte\\b', 'advisory'],
    [
      '^(?:invitation to tender|call for tenders|request for proposals|tender notice|ausschreibung|appel d.offres|licitacion|bando di gara|przetarg)',
      'tender',
    ],
    [
      '^(?:public )?notice (?:of|to|regarding|on)\\b|^bekanntmachung\\b|^avis (?:de|relatif|public)|^ogłoszenie|^ogloszenie|^obwieszczenie|^duyuru',
      'notice',
    ],
    ['^(?:final|proposed|interim final) rule\\b', 'rule'],
    ['入札公告|一般競争入札|招標公告|招标公告|입찰공고', 'tender'],
    ['記者会見|会見録|記者會|新闻发布会', 'transcript'],
    ['演説$|挨拶$|スピーチ$|致詞$|致辞$|연설문?$|축사$', 'speech'],
    ['談話$|声明$|聲明$|성명$', 'statement'],
    ['人事異動|任免', 'appointment'],
    ['公告$|告示$|공고$|고시$', 'notice'],
  ] as const
).map(([source, kind]) => [new RegExp(normalizePattern(source), 'u'), kind]);

/** Patterns are written with diacritics where the language has them; texts are compared without. */
function normalizePattern(source: string): string {
  return source
    .normalize('NFKD')
    .replace(/[\u0300-\u036F]/g, '')
    .normalize('NFC');
}
