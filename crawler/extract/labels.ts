import { normalizeWords } from './dates/normal-form.ts';
import { fold, isElement, isText, textOf, type Element, type Node, type Page } from './page.ts';

/** What a label on a page announces. */
export type LabelField =
  'published' | 'modified' | 'agency' | 'components' | 'topics' | 'number' | 'kind' | 'contacts' | 'other-date';

/** A label with the values that stand with it: `Topic(s):` with `Tax`. */
export interface Labelled {
  readonly field: LabelField;
  /** As written. */
  readonly label: string;
  readonly values: readonly string[];
  readonly element: Element;
}

/** Labels in the languages of the sources; a label is matched whole, without case, diacritics, brackets and final colon. */
const labels: Readonly<Record<LabelField, string>> = {
  published:
    'published|publication date|date published|date of publication|published on|published date|published at|publish date|release date|date released|released|released on|date of release|issued|issued on|issue date|date issued|date of issue|posted|posted on|date posted|press release date|for immediate release|for release|for release on|date|news date|dated|veröffentlicht|veröffentlicht am|veröffentlichung|veröffentlichungsdatum|erscheinungsdatum|datum|erschienen am|erschienen|stand der veröffentlichung|erstellt am|erstellt|publié le|publié|date de publication|mis en ligne le|date de mise en ligne|fecha|fecha de publicación|publicado|publicado el|publicado em|data|data de publicação|data da publicação|pubblicato|pubblicato il|data di pubblicazione|gepubliceerd|gepubliceerd op|publicatiedatum|publicerad|publicerat|publicerades|publiceringsdatum|publisert|offentliggjort|udgivet|julkaistu|opublikowano|data publikacji|data dodania|publikováno|datum zveřejnění|publikované|megjelent|közzététel|data publicării|publicat|ημερομηνία|δημοσιεύθηκε|yayın tarihi|yayınlanma tarihi|tarih|дата публикации|опубликовано|дата|дата публікації|опубліковано|تاريخ النشر|نشر في|التاريخ|תאריך פרסום|פורסם|掲載日|公開日|発表日|公表日|配信日|発行日|発表年月日|報道発表日|作成日|登録日|発信日|发布时间|发布日期|发表时间|发文日期|成文日期|日期|發布日期|發佈日期|發布時間|發布日|公告日期|發文日期|刊登日期|張貼日期|등록일|게시일|작성일|배포일|보도일|보도시점|발표일|등록일자|วันที่|วันที่เผยแพร่|เผยแพร่เมื่อ|ngày đăng|ngày ban hành|tanggal|tanggal terbit|diterbitkan|प्रकाशन तिथि|प्रविष्टि तिथि|வெளியிடப்பட்ட திகதி',
  modified:
    'updated|last updated|last update|last modified|modified|date modified|date last modified|last reviewed|revised|page last updated|content last updated|updated on|aktualisiert|zuletzt aktualisiert|letzte aktualisierung|letzte änderung|zuletzt geändert|stand|geändert am|mis à jour|mis à jour le|dernière mise à jour|modifié le|date de modification|actualizado|última actualización|fecha de actualización|atualizado em|última atualização|última modificação|modificado em|aggiornato|ultimo aggiornamento|ultima modifica|laatst gewijzigd|bijgewerkt|gewijzigd|senast uppdaterad|uppdaterad|sist oppdatert|oppdatert|sidst opdateret|opdateret|päivitetty|ostatnia aktualizacja|data aktualizacji|zaktualizowano|data modyfikacji|aktualizováno|poslední aktualizace|frissítve|τελευταία ενημέρωση|güncelleme tarihi|son güncelleme|обновлено|дата обновления|последнее обновление|оновлено|آخر تحديث|עודכן|更新日|最終更新日|更新年月日|最終更新|更新日時|更新时间|更新日期|更新時間|最后更新|最後更新|수정일|최종수정일|업데이트|ปรับปรุงล่าสุด|cập nhật',
  agency:
    'agency|department|ministry|issuing agency|issued by|publisher|published by|from|organisation|organization|office|herausgeber|behörde|ministerium|ressort|éditeur|ministère|organisme|service|ministerio|organismo|órgão|ministério|ente|ministero|ministerie|myndighet|utgiver|departement|ministerium|発表者|発表元|担当省庁|発行元|府省|发布机构|发文机关|来源|來源|發布機關|發布單位|發文機關|發布單位名稱|公告機關|기관|부처|출처|담당부처|หน่วยงาน|instansi|cơ quan ban hành',
  components:
    'component|components|component(s)|components(s)|division|divisions|sub-agency|bureau|offices|participating agencies|organisations|担当課|担当部署|担当部局|部局|課名|担当部署名|承办单位|承辦單位|發布單位/承辦單位|담당부서|부서|담당 부서',
  topics:
    'topic|topics|topic(s)|subject|subjects|subject(s)|tag|tags|tagged|keyword|keywords|categories|category|theme|themes|issues|policy area|policy areas|filed under|thema|themen|schlagwort|schlagworte|schlagwörter|stichwort|stichworte|kategorie|kategorien|thème|thèmes|mots-clés|mots clés|étiquettes|rubrique|tema|temas|etiquetas|palabras clave|categoría|categorías|assunto|assuntos|palavras-chave|argomento|argomenti|parole chiave|onderwerp|onderwerpen|trefwoorden|ämne|ämnen|emne|emner|nøkkelord|aihe|aiheet|słowa kluczowe|tagi|temat|tematy|témata|klíčová slova|témy|kulcsszavak|címkék|θέμα|etiketler|konu|тема|темы|теги|ключевые слова|рубрики|теми|キーワード|カテゴリ|カテゴリー|タグ|分野|テーマ|分類|关键词|主题词|标签|分类|关键字|關鍵字|主題|標籤|分類|主題分類|施政分類|키워드|분류|태그|주제|หมวดหมู่|แท็ก|chủ đề|từ khóa|kategori',
  number:
    'number|no|no.|nr|nr.|press release number|press release no|press release no.|release number|release no|release no.|release #|news release number|docket number|docket no|docket no.|docket|docket id|order number|order no|order no.|document number|document no|document no.|fr doc|reference|reference number|ref|ref.|reference no|case number|case no|notice number|circular no|gazette no|pressemitteilung nr|pressemitteilung nummer|nummer|aktenzeichen|laufende nummer|numéro|n°|référence|nor|número|nº|expediente|número de expediente|processo|numero|protocollo|kenmerk|diarienummer|dnr|saksnummer|sagsnr|sygnatura|numer|číslo|číslo jednací|αριθμός|αριθμός πρωτοκόλλου|номер|番号|文書番号|発表番号|第号|管理番号|文号|发文字号|索引号|發文字號|文號|字號|公告字號|문서번호|번호|등록번호|공고번호|เลขที่|số|số hiệu|số/ký hiệu|nomor',
  kind: 'type|document type|content type|news type|release type|publication type|type of document|art|dokumenttyp|textart|format|type de document|tipo|tipo de documento|type document|dokumenttype|rodzaj|typ|τύπος|тип|тип документа|種別|種類|文書種別|类型|文种|體裁分类|公文類型|類別|類型|유형|종류|구분',
  contacts:
    'contact|contacts|media contact|media contacts|press contact|press contacts|for more information|media inquiries|media enquiries|kontakt|ansprechpartner|ansprechpartnerin|pressekontakt|contact presse|contacts presse|contact|contacto|contacto de prensa|contato|contatti|perscontact|presskontakt|pressekontakt|kontakt prasowy|お問い合わせ先|問い合わせ先|お問合せ先|問合せ先|連絡先|联系人|聯絡人|聯絡單位|新聞聯絡人|문의|담당자|문의처',
  'other-date':
    'effective date|effective|comment period|comments due|deadline|closing date|expires|expiry date|event date|date of event|valid from|valid until|frist|einsendeschluss|date limite|fecha límite|prazo|scadenza|termin|施行日|締切|締切日|募集期間|开催日|開催日|實施日期|失效日期|생년월일|시행일|date of birth|born|hearing date|meeting date|next review|review date|registriert|registriert seit|angemeldet seit|dabei seit|mitglied seit|joined|member since|registered|aktuelle zeit|current time|inscrit le|inscrit|registrado|wann|beginn|when|event|veranstaltungsdatum|datum der veranstaltung|anmeldeschluss|anmeldefrist|bewerbungsfrist|gültig bis|abgerufen|abgerufen am|accessed|retrieved|letzter zugriff|consulté le|consultado|geboren|geboren am',
};

const fieldOf = new Map<string, LabelField>();
for (const [field, list] of Object.entries(labels) as [LabelField, string][])
  for (const label of list.split('|')) if (!fieldOf.has(labelKey(label))) fieldOf.set(labelKey(label), field);

/** A label longer than this is a sentence. The longest of the table has 34. */
const longestLabel = 48;

/** Which field a label names, if any. */
export function fieldOfLabel(text: string): LabelField | undefined {
  return text.length > longestLabel ? undefined : fieldOf.get(labelKey(text));
}

function labelKey(text: string): string {
  return normalizeWords(text).replace(/^[\s[({【〔・■●◆*:：–-]+|[\s\])}】〕:：.*–-]+$/g, '');
}

/** Labels of a page with their values: label elements with their neighbours, definition lists, table heads, `Label: value` lines. */
export function labelsOf(page: Page): Labelled[] {
  const found: Labelled[] = [];
  const withColon = aroundColons(page.elements);
  for (const element of page.elements) {
    if (found.length >= 200) break;
    const colon = withColon.has(element);
    if (!colon && !isCalledLabel(element)) continue;
    if (element.children.length > 12 || element.name === 'option' || element.name === 'script') continue;
    const labelled = asLabel(element) ?? (colon ? asLine(element) : undefined);
    if (labelled !== undefined) found.push(labelled);
  }
  return found;
}

/** Elements with a colon somewhere below them. A label or a labelled line has one, unless its element says that it is a label; most elements have none. */
function aroundColons(elements: readonly Element[]): ReadonlySet<Element> {
  const found = new Set<Element>();
  for (const element of elements) {
    for (const child of element.children) {
      if (!isText(child) || !(child.data.includes(':') || child.data.includes('：'))) continue;
      for (
        let up: Element | null = element;
        up !== null && !found.has(up);
        up = isElement(up.parent) ? up.parent : null
      )
        found.add(up);
      break;
    }
  }
  return found;
}

function isCalledLabel({ name, attribs }: Element): boolean {
  return name === 'dt' || name === 'th' || name === 'label' || (attribs['class'] ?? '').includes('label');
}

/** An element that is nothing but a label: its values are its next sibling, or its parent's. */
function asLabel(element: Element): Labelled | undefined {
  const text = shortText(element);
  if (text === undefined) return undefined;
  if (!isCalledLabel(element) && !/[:：]\s*$/.test(text)) return undefined;
  const field = fieldOfLabel(text);
  if (field === undefined) return undefined;
  if (element.parent !== null && isElement(element.parent) && shortText(element.parent) === text) return undefined;
  const values = valuesAfter(element);
  return values.length === 0 ? undefined : { field, label: fold(text), values, element };
}

/** `Release Date: May 7, 2014` on one line. */
function asLine(element: Element): Labelled | undefined {
  const text = ownLine(element);
  if (text === undefined) return undefined;
  const match = /^([^:：]{2,48})\s*[:：]\s*(\S.*)$/u.exec(text);
  const field = match === null ? undefined : fieldOfLabel(match[1]!);
  if (match === null || field === undefined) return undefined;
  const links = element.children
    .filter((child): child is Element => isElement(child) && child.name === 'a')
    .map(textOf)
    .filter((value) => value !== '');
  return { field, label: fold(match[1]!), values: links.length > 1 ? links : [match[2]!.trim()], element };
}

/** Text of an element that may be a label: cheap to refuse, since most elements are none. */
function shortText(element: Element): string | undefined {
  let length = 0;
  let text = '';
  for (const child of element.children) {
    if (isText(child)) text += child.data;
    else if (isElement(child)) {
      if (child.children.length > 2 || child.name === 'script') return undefined;
      text += textOf(child);
    }
    length = text.length;
    if (length > longestLabel + 40) return undefined;
  }
  const folded = fold(text);
  return folded === '' || folded.length > longestLabel ? undefined : folded;
}

/** A line's text above this is a paragraph. Labelled lines with several topics reach 200. */
const longestLine = 240;

function ownLine(element: Element): string | undefined {
  if (!/^(?:p|div|span|li|td|time|small|strong|b|em|address|h[2-6])$/.test(element.name)) return undefined;
  let text = '';
  for (const child of element.children) {
    if (isText(child)) text += child.data;
    else if (isElement(child)) {
      if (/^(?:div|p|ul|ol|table|dl|section|article|form)$/.test(child.name)) return undefined;
      if (child.name === 'br') {
        if (fold(text) !== '') break;
        continue;
      }
      text += textOf(child);
    }
    if (text.length > longestLine) return undefined;
  }
  const line = fold(text);
  return line.length < 4 || !/[:：]/.test(line) ? undefined : line;
}

function valuesAfter(label: Element): string[] {
  const direct = followingSiblings(label);
  const values = direct.flatMap(itemsOf);
  if (values.length > 0) return unique(values);
  const parent = label.parent;
  return isElement(parent) && shortText(parent) !== undefined && parent.children.filter(isElement).length === 1
    ? unique(followingSiblings(parent).flatMap(itemsOf))
    : [];
}

/** What follows a label: the next element, for `dt` all `dd`, or the text up to the next label. */
function followingSiblings(label: Element): Node[] {
  const siblings = label.parent === null ? [] : label.parent.children;
  const rest = siblings.slice(siblings.indexOf(label) + 1, siblings.indexOf(label) + 30);
  if (label.name === 'dt')
    return rest
      .slice(
        0,
        endOf(rest, (node) => isElement(node) && node.name === 'dt'),
      )
      .filter(isElement);
  const [firstSolid] = rest.filter((node) => isElement(node) || (isText(node) && fold(node.data) !== ''));
  if (
    firstSolid === undefined ||
    (isElement(firstSolid) &&
      firstSolid.name !== 'br' &&
      shortText(firstSolid) !== undefined &&
      fieldOfLabel(shortText(firstSolid)!) !== undefined &&
      /[:：]\s*$/.test(shortText(firstSolid)!))
  )
    return [];
  if (isElement(firstSolid) && firstSolid.name !== 'a' && firstSolid.name !== 'span') return [firstSolid];
  return rest.slice(
    0,
    endOf(
      rest,
      (node) =>
        isElement(node) &&
        (/^(?:br|p|div|strong|b|h\d|dt|ul)$/.test(node.name) || fieldOfLabel(shortText(node) ?? '') !== undefined),
    ),
  );
}

function endOf(nodes: readonly Node[], stop: (node: Node) => boolean): number {
  const index = nodes.findIndex(stop);
  return index < 0 ? nodes.length : index;
}

/** A value element as its items: list items, links, field items, or itself. */
function itemsOf(node: Node): string[] {
  if (isText(node))
    return fold(node.data)
      .split(/\s*[,;、，；|]\s*/)
      .filter((part) => /[\p{L}\p{N}]/u.test(part));
  if (!isElement(node)) return [];
  const inner = leafItems(node);
  if (inner.length > 1) return inner;
  const text = textOf(node);
  return text === '' || text.length > longestLine ? [] : [text];
}

function leafItems(node: Element): string[] {
  const children = node.children.filter(isElement).filter((child) => child.name !== 'br');
  if (children.length === 1 && textOf(children[0]!) === textOf(node)) return leafItems(children[0]!);
  const listLike = children.length > 1 && children.every((child) => /^(?:li|a|div|span|dd)$/.test(child.name));
  if (!listLike) return [];
  return children
    .map(textOf)
    .map((text) => text.replace(/^[,;、|\s]+|[,;、|\s]+$/g, ''))
    .filter((text) => /[\p{L}\p{N}]/u.test(text) && text.length <= 200);
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
