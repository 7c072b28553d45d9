import { rememberedOfText } from '../remembered.ts';

/**
 * Lines that belong to the site and not to the announcement, whatever element they stand in. Compared at the start of a short block
 * (`opens`), or as the whole of it (`whole`). Facts of usage collected from the pages of many systems and languages.
 */

/** A short block that begins like this is boilerplate. */
const opens = [
  // Share, follow, subscribe
  'share (?:this|on|via|article|post|page|story|with|to)',
  'follow (?:us|me|@|on|the)',
  'find us on',
  'like us on',
  'connect with us',
  'stay connected',
  'subscribe (?:to|now|here|today|via|for)',
  'sign up (?:for|to|now|here)',
  'get (?:our|the) (?:daily |weekly |free )?newsletter',
  'join (?:our|the) (?:newsletter|mailing)',
  'teile(?:n| mit| diesen| auf)',
  '(?:diesen |den )?(?:artikel|beitrag|seite) (?:teilen|drucken|weiterempfehlen|versenden|kommentieren)',
  'folge(?:n sie| uns| mir| auf)',
  'abonniere(?:n sie|n| unseren| jetzt)?',
  'newsletter (?:abonnieren|bestellen|anmelden)',
  'partager? (?:cet|sur|cette|l)',
  'suivez[- ]nous',
  'abonnez-vous',
  'comparte|compartir (?:en|este|esta|por)',
  's[ií]guenos',
  'suscr[ií]bete',
  'compartilh[ae]',
  'siga-nos',
  'condividi|seguici',
  'deel (?:dit|deze|op|via)|volg ons',
  'udostępnij|obserwuj nas|śledź nas',
  'поделиться|подпис(?:ывайтесь|аться)',
  // Print, read on, jump
  'print (?:this|page|article|friendly)',
  'skip to',
  'jump to',
  'back to (?:top|the top|overview|news|list|home|search)',
  'zur[üu]ck (?:zu|zur|nach)',
  'nach oben',
  'zum (?:seitenanfang|inhalt|anfang)',
  'read (?:more|next|also)\\b',
  'see also',
  'also read',
  'lesen sie (?:auch|hier|mehr|dazu|weiter)',
  'mehr (?:zum thema|zu diesem thema|dazu|aus|von|artikel|informationen zum)',
  'weiterlesen',
  'hier weiterlesen',
  'auch interessant',
  'das k[öo]nnte (?:sie|dich|euch)',
  'könnte (?:sie|dich) (?:auch )?interessieren',
  'ähnliche (?:artikel|beiträge|themen|posts)',
  'verwandte (?:artikel|themen|beiträge)',
  'weitere (?:artikel|beiträge|themen|meldungen|nachrichten|news|informationen|links)',
  'weiterf[üu]hrende (?:informationen|links|artikel)',
  'related (?:articles?|posts?|stories|links|content|topics|news|items|reading|documents|information|pages|coverage)',
  'recommended (?:for you|articles|stories|reading|posts)',
  'more (?:stories|articles|news|from|on this|in this|information about this|like this|to explore)',
  'you (?:may|might) (?:also )?(?:like|be interested|enjoy)',
  'most (?:read|popular|viewed|shared)',
  'trending',
  'popular (?:posts|articles|stories|now)',
  'latest (?:news|posts|stories|articles|from)',
  'recent (?:posts|news|articles|comments|entries)',
  'neueste (?:beiträge|artikel|kommentare|nachrichten)',
  'letzte (?:kommentare|beiträge|änderung)',
  'aktuelle (?:news|nachrichten|beiträge|artikel|ausgabe|meldungen)',
  '(?:am )?meist ?gelesen',
  'à lire aussi|lire aussi|voir aussi|sur le même sujet|articles? (?:liés|similaires|associés|connexes)',
  'lea también|le puede interesar|te puede interesar|noticias relacionadas|artículos relacionados|más noticias|temas relacionados',
  'leia (?:também|mais)|veja também|notícias relacionadas',
  'leggi anche|articoli correlati|potrebbe interessarti',
  'lees (?:ook|meer|verder)|gerelateerde',
  'zobacz (?:także|też|również)|czytaj (?:także|też|więcej|również)|przeczytaj także|powiązane',
  'читайте также|смотрите также|по теме|ещё по теме',
  '関連(?:記事|リンク|情報|ページ|ニュース)',
  '相关(?:阅读|新闻|链接|文章|报道)|相關(?:新聞|連結|報導)|延伸閱讀|推薦閱讀',
  '관련(?:기사|뉴스)',
  // Comments
  '(?:leave|post|add|write) a (?:reply|comment|response)',
  '\\d+ (?:comments?|kommentare?|responses?|antworten|commentaires|comentarios|replies|thoughts? on|gedanken zu)\\b',
  'kommentar(?:e)? (?:schreiben|verfassen|hinzufügen|abgeben|hinterlassen|abschicken|insgesamt)',
  'kommentieren',
  'schreibe? (?:einen|den ersten|dein)',
  'hinterlasse? (?:eine|einen|uns)',
  'ihre? (?:e-?mail-?adresse|meinung) ',
  '(?:deine|ihre) e-?mail',
  'your email address will not',
  'du musst (?:angemeldet|eingeloggt)',
  'you must be logged',
  'log in to (?:comment|reply|leave)',
  'this site uses akismet|diese website verwendet akismet',
  'be the first to (?:comment|like)|sei der erste',
  'view (?:the |all )?(?:discussion|comments)',
  'please enable javascript|bitte (?:aktivieren sie|javascript)',
  'laisser un commentaire|laissez un commentaire|deja (?:un|una|tu) comentario|deixe (?:um|seu) comentário|lascia un commento',
  'gef[äa]llt mir|gefällt (?:mir|das|\\d)',
  'wird geladen|loading\\b|lade\\b',
  'we (?:welcome|invite) (?:reader |your )?comments|please understand that comments|comments (?:are|may be|will be) (?:moderated|closed|published)|submit (?:your|a) (?:letter|comment|question)|have your say',
  'unterst[üu]tze(?:n sie)? (?:uns|unsere)|support our',
  'externer inhalt|an dieser stelle finden sie (?:externe|einen externen)|external content|contenu externe',
  'benachrichtigung(?:en)? aktivieren|dürfen wir (?:sie|dich)|keine (?:neuigkeiten|news|ausgabe|meldung) mehr verpassen|wir informieren sie (?:regelmäßig|täglich|wöchentlich)|bleiben sie (?:auf dem laufenden|informiert)|verpassen sie',
  'zum vergr[öo](?:ß|ss)ern|click (?:on (?:the )?(?:image|photo|picture) )?to enlarge|cliquez (?:sur|pour)',
  'vea también|ve[ar] (?:además|más)|mira (?:lo que|también|aquí)|también (?:lea|lee|puede)|más (?:información|sobre)|puede leer|no te pierdas|recomendado|lire (?:également|la suite)|à (?:voir|découvrir)',
  '(?:die|alle) (?:hier )?(?:geäußerten )?(?:meinungen|angaben) (?:ohne|sind)|les opinions exprimées|the (?:views|opinions) expressed|las opiniones|alle angaben ohne gew[äa]hr',
  '(?:suggested )?citation\\b|zitiervorschlag|cite (?:this|as)|so zitieren',
  '(?:this (?:article|post|page) )?(?:contains|may contain) affiliate|bei den (?:verlinkungen|links)|letzte aktualisierung|aktualisiert am|we may (?:earn|receive)|als amazon-partner|provisions?-?links?|affiliate',
  // Filing and metadata lines
  'filed under|posted (?:in|by|on|at)|tagged (?:with|as|under)?|tags?\\s*:|categor(?:y|ies)\\s*:|keywords?\\s*:|topics?\\s*:',
  'schlagw[öo]rter|schlagworte|kategorien?\\s*:|themen\\s*:|stichw[oö]rt',
  'veröffentlicht (?:in|unter|am|von|mit)|dieser (?:eintrag|beitrag|artikel) wurde|verfasst von|eingestellt (?:von|um)|abgelegt unter|verschlagwortet|getaggt mit|und (?:verschlagwortet|gekennzeichnet) mit',
  'this entry was posted|this post was (?:written|posted)|bookmark the permalink|setze ein lesezeichen',
  'last (?:updated|modified|reviewed)|page last|letzte (?:aktualisierung|bearbeitung)|zuletzt (?:aktualisiert|geändert|bearbeitet)|stand\\s*:\\s*\\d',
  'previous (?:post|article|story|page|entry)|next (?:post|article|story|page|entry)|vorheriger? (?:artikel|beitrag)|nächster? (?:artikel|beitrag)|older (?:posts?|entries)|newer (?:posts?|entries)',
  '(?:reading time|lesezeit|lesedauer|min(?:ute)? read)\\b|\\d+ min(?:ute)?s? read',
  'aufrufe|views?\\s*:|hits\\s*:|zugriffe',
  // Legal, promotion
  '(?:©|\\(c\\) ?(?:19|20)|copyright)',
  'all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos|todos os direitos|tutti i diritti|wszelkie prawa|все права',
  'terms of (?:use|service)|privacy policy|datenschutz(?:erklärung)?$|impressum$|cookie',
  'powered by|proudly powered|bereitgestellt von|erstelle eine kostenlose|bloggen auf wordpress',
  'advertis(?:ement|ing)\\b|sponsored|anzeige$|werbung$|publicité|publicidad|reklama$|reklam$|sponsor',
  'download (?:the |our )?app|app (?:herunterladen|laden)',
  'about the author|über den autor|über die autorin|zur person$|sobre el autor|à propos de l.auteur',
  'this (?:article|story) (?:is|was) (?:originally|first) (?:published|appeared)',
  'have a (?:tip|story)|got a (?:tip|story)|contact the (?:author|reporter)',
  'support (?:us|our|independent)|donate|spenden|become a (?:member|patron|subscriber)|jetzt (?:testen|abonnieren|bestellen|spenden|kaufen|mitmachen)',
  'rate this|bewerte|wie bewerten|war (?:dieser|der) artikel|was this (?:page|article|information|helpful)|did this|report (?:a problem|an error)|is there anything wrong',
  'the site is secure|official website of|here.s how you know',
];

const whole = [
  'share|print|e-?mail|tweet|twitter|facebook|linkedin|pinterest|whatsapp|instagram|youtube|xing|flickr|reddit|telegram|mastodon|rss|pocket|tumblr|google\\+|threads|bluesky',
  'drucken|teilen|merken|vorlesen|versenden|empfehlen|weiterempfehlen|kommentare?|comments?|reply|antworten|kommentieren|newsletter|abo|login|anmelden|registrieren|menu|menü|suche?|search|home|startseite|kontakt|contact|impressum|datenschutz|datenschutzerklärung|rechtliches|sitemap|schließen|close|mehr|more|weiter|zurück|back|next|previous|übersicht|navigation|inhalt|permalink|edit|bearbeiten|quellen?|tags?|themen|kategorien|categories|topics|autor|author|about|links?|gallery|galerie|bildergalerie|video|fotostrecke|archive?|top|getty images|imago|dpa|reuters|ap|afp',
  'imprimer|partager|envoyer|accueil|retour|imprimir|compartir|volver|inicio|stampa|condividi|afdrukken|delen|drukuj|wydrukuj|udostępnij|źródło|źródło:|skriv ut|dela|tulosta|jaa',
  '印刷|印刷する|ページの先頭へ|このページの先頭へ|トップへ戻る|一覧へ戻る|戻る|シェア|ツイート|返回|打印|分享|回上一頁|友善列印|回頂端|인쇄|목록|공유|이전|다음|목록으로',
  'video player|audio player|play|pause|mute|fullscreen|image \\d+ of \\d+|\\d+ ?/ ?\\d+|\\d+ von \\d+|expand|collapse|hide|show',
  '[*#–—-]{3,}|-30-|# # #|ende?|\\[?\\.\\.\\.\\]?',
];

/** Blocks longer than this are never boilerplate by their first words: a paragraph may begin with "Follow the instructions". */
const shortBlock = 220;
const opening = new RegExp(`^[^\\p{L}\\p{N}©(]*(?:${opens.join('|')})`, 'iu');
const wholly = new RegExp(`^[^\\p{L}\\p{N}*#–—-]*(?:${whole.join('|')})[^\\p{L}\\p{N}]*$`, 'iu');

/** Whether a text is a phrase of the site by its words alone. */
export const isBoilerplatePhrase = rememberedOfText(
  (text) => text.length <= shortBlock && (opening.test(text) || wholly.test(text)),
);

/** How credits, captions and sources of pictures and figures begin. */
const credits =
  /^[^\p{L}\p{N}]{0,3}(?:(?:beitrags|titel|symbol|vorschau|aufmacher)?bild(?:er|quelle|nachweis|rechte)?|fotos?|photos?|pictures?|images?|abb(?:ildung(?:en)?|\.)|fig(?:ure|\.)|grafik|karte|quellen?(?:angaben?)?|sources?|credits?|crédits?(?: photos?)?|fuentes?|fonte|fot|źródło|imagen|foto de|photo (?:by|credit|courtesy)|image (?:by|credit|courtesy)|courtesy of|写真|图片|圖片|사진)(?:[\s.]*\d{1,3})?\s*(?:[:：/|©–—-])/iu;
/** Agencies and picture banks behind a bracket, bar or slash; the alternatives are tried only there. */
const creditsInside =
  /©|[(/|:]\s?(?:c\)|fotos?\b|photos?\b|bild\b|dpa\b|afp\b|ap\b|reuters|getty|imago|picture[ -]alliance|shutterstock|istock|epa\b|efe\b|apa\b|keystone|pixabay|unsplash|pexels|adobe ?stock|wikimedia|cc[ -]by)/i;
/** A credit is a line: longer texts only mention a picture. */
const longestCredit = 260;

/** Whether a text says whose picture it is, or what is on it. */
export function isCredit(text: string): boolean {
  return text.length <= longestCredit && (credits.test(text) || creditsInside.test(text));
}

const sectionHeads =
  /^[^\p{L}\p{N}]*(?:related|recommended|you (?:may|might)|more (?:from|on|stories|news|articles)|most (?:read|popular)|trending|popular|latest|recent|read (?:more|next|also)|see also|also (?:on|in|read)|further reading|share|follow|comments?|leave a|post a|\d+ (?:comments?|kommentare?|thoughts?|responses?)|newsletter|subscribe|sign up|about the author|tags|topics|filed under|advertisement|sponsored|ähnliche|verwandte|weitere|weiterf[üu]hrende|mehr (?:zum|zu|aus|von|artikel)|das k[öo]nnte|auch interessant|lesen sie|lesetipps?|passend(?:e)? (?:zum|dazu)|zum thema|themen|schlagw[öo]rter|schlagworte|kommentar|schreibe?|hinterlasse|teilen|diesen (?:artikel|beitrag)|neueste|letzte|aktuelle (?:news|nachrichten|beiträge|meldungen)|meist|über (?:den autor|die autor|uns)|beitragsnavigation|post navigation|à lire|lire aussi|voir aussi|sur le même|articles? (?:liés|similaires|récents)|lea también|te puede|noticias relacionadas|relacionad|últimas noticias|leia também|veja também|leggi anche|articoli correlati|lees ook|gerelateerd|zobacz|czytaj|powiązane|najnowsze|читайте|по теме|関連|お問い合わせ|相关|相關|延伸|관련)/iu;

/** Whether a heading opens a part that lies behind the announcement: related articles, comments, share links. */
export const opensBoilerplate = rememberedOfText((heading) => heading.length <= 90 && sectionHeads.test(heading));
