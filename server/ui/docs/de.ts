import type { DocsWords } from './words.ts';

export const de: DocsWords = {
  lead: 'Alles, was die Seiten zeigen, für Programme. Nur lesend, für jede Herkunft offen, ohne Schlüssel. Dasselbe für Maschinen:',
  short: 'Kurz gesagt',
  firstRequest: 'Eine erste Anfrage',
  conventions: [
    'Derselbe Filter zweimal heißt: der eine oder der andere Wert; verschiedene Filter müssen alle zutreffen. `_MISSING` steht für „kein Wert“.',
    'Jede Facette wird ohne ihren eigenen Filter gezählt, damit ihre Zahlen nach einer Wahl noch etwas sagen; jeder Wert trägt die `url`, die ihn umschaltet.',
    'Durch viele Ergebnisse führt `links.next`; alle auf einmal geben `.csv` und `.ndjson`, ohne Grenze. Einer Suche folgt man mit `.atom` oder `.feed.json`.',
    'Antworten tragen `ETag`, `X-Index-Version`, `X-Request-Id` und `RateLimit`. Mit `If-None-Match` noch einmal gefragt, antwortet ein unveränderter Index 304.',
  ],
  endpoints: 'Endpunkte',
  refusals: 'Ablehnungen',
  refusalsText:
    'Jede Ablehnung ist ein Problem (RFC 9457, `application/problem+json`). Falsche Parameter werden alle auf einmal genannt, jeder mit dem, was stattdessen zu schreiben ist; nichts wird stillschweigend übergangen oder gekürzt.',
  aRefusal: 'Eine Ablehnung',
  parameters: (count) => `${count} Parameter`,
  parametersOf: (path) => `Parameter von ${path}`,
  parameter: 'Parameter',
  meaning: 'Bedeutung',
  repeatable: 'wiederholbar',
  answer: 'Beispiel einer Antwort',
  answerOf: (path) => `Antwort von ${path}`,
  told: {
    endpoints: {
      search: [
        'Bekanntmachungen suchen',
        'Volltext, Filter, über alle Treffer gezählte Facetten, Textstellen und wie die Anfrage gelesen wurde. `/api/v1/search.json` antwortet dasselbe.',
      ],
      announcement: [
        'Eine Bekanntmachung',
        'Ihr neuester Text in Absätzen mit ihrer Art, jedes Feld mit seinem Fundort, ihre Fassungen und Aufnahmen.',
      ],
      revision: [
        'Eine Fassung einer Bekanntmachung',
        'Der Text, wie er stand, als diese Fassung zuerst gesehen wurde; mit `diff` Wort für Wort, was sich seit einer anderen änderte.',
      ],
      suggest: ['Eingabe ergänzen', 'Titel, Behörden, Themen und Wortfolgen, die mit dem Text beginnen.'],
      sources: [
        'Herausgeber und Abdeckung',
        'Was Herald von jedem Herausgeber hat: Anzahl, erster und letzter Tag, letzter Erfolg, seit wann er gestört ist, was robots.txt sagt.',
      ],
      status: [
        'Wie es Herald geht',
        'Stand und Alter des Index, was gespeichert und was fällig ist, wie es jeder Quelle und ihren letzten Läufen erging.',
      ],
      health: ['Ob der Prozess antwortet', 'Für eine Überwachung: 200, solange der Prozess überhaupt antworten kann.'],
      readiness: ['Ob gesucht werden kann', 'Für einen Lastverteiler: 503, solange es keinen Index gibt.'],
      metrics: [
        'Zahlen für Prometheus',
        'Anfragen nach Weg und Status mit ihrer Dauer, Stand und Alter des Index, Bekanntmachungen, Ergebnisse der Abrufe, letzter Erfolg jeder Quelle, fällige Seiten.',
      ],
      searchCsv: [
        'Alle Ergebnisse als CSV',
        'Jedes Ergebnis einer Suche, wie viele es auch sind, als Strom (RFC 4180). `X-Total-Count` sagt, wie viele Zeilen folgen. Zellen, die eine Tabellenkalkulation als Formel ausführen würde, beginnen mit einem Apostroph.',
      ],
      searchNdjson: [
        'Alle Ergebnisse als NDJSON',
        'Jedes Ergebnis einer Suche mit seinem ganzen Text, ein JSON-Objekt je Zeile, als Strom.',
      ],
      searchAtom: [
        'Atom-Feed einer Suche',
        'Was unter den passenden Bekanntmachungen neu, geändert oder entfernt ist. Die Kennungen bleiben gleich und enthalten keinen Rechnernamen.',
      ],
      searchJsonFeed: ['JSON Feed einer Suche', 'Dasselbe wie der Atom-Feed, im Format JSON Feed 1.1.'],
      suggestOpenSearch: [
        'Vorschläge für Browser',
        'Was `/api/v1/suggest` antwortet, in der Form, nach der Browser fragen.',
      ],
      openSearchDescription: [
        'OpenSearch-Beschreibung',
        'Lässt einen Browser aus seiner Adresszeile hier suchen, mit Vorschlägen, und den Feed finden.',
      ],
      adminCrawl: [
        'Jetzt abrufen',
        'Ruft Quellen jetzt statt zu ihrer nächsten Zeit ab und indiziert, was kam. 409, solange ein anderer Lauf dauert.',
      ],
      adminReindex: [
        'Jetzt indizieren',
        'Bringt den Index auf den Stand des Speichers und schaltet um. 409, solange ein anderer Lauf dauert.',
      ],
      adminRun: [
        'Wie ein Lauf steht',
        'Der Stand dessen, was ein Verwaltungsaufruf begann, und am Ende, was er getan hat.',
      ],
    },
    parameters: {
      q: 'Der Suchtext: Wörter, `"genaue Wortfolge"`, `-ohne`, `OR`, Klammern, `anfang*`, `ähnlich~`, `feld:wert`, `=genau`. Ohne ihn wird alles aufgezählt.',
      'suggest.q': 'Was bisher getippt wurde.',
      'suggestOpenSearch.q': 'Was bisher getippt wurde.',
      match: 'Ob alle Wörter vorkommen müssen (üblich) oder irgendeines.',
      published_from: 'Veröffentlicht in oder nach diesem Jahr, Monat oder Tag.',
      published_to: 'Veröffentlicht in oder vor diesem Jahr, Monat oder Tag, der ganz zählt.',
      status:
        'Nur Bekanntmachungen in diesem Zustand; dasselbe wie `filter_status`. Wiederholt: der eine oder der andere.',
      versions:
        '`current`: der neueste Text jeder Bekanntmachung (üblich). `all`: jeder Text, den Herald je sah, jeder als eigenes Ergebnis.',
      exact: '1: Wörter wie getippt, ohne andere Formen und Synonyme.',
      as_of:
        'Eine `index_version` einer früheren Antwort: fragt jenen Index statt des neuesten, solange er aufbewahrt wird (die zwei davor; `/api/v1/status` nennt sie).',
      facets:
        'Welche Facetten über alle Treffer gezählt werden, durch Kommas getrennt: agency, component, kind, topic, language, source, status, published:year, published:month, published:day. Jede wird ohne ihren eigenen Filter gezählt.',
      sort: '`relevance`, `-published` (neueste zuerst) oder `published` (älteste zuerst). Üblich: `relevance`, wenn `q` Wörter hat, sonst `-published`.',
      limit: 'Ergebnisse je Seite, 1 bis 100.',
      'suggest.limit': 'Wie viele Vorschläge, 1 bis 20; ohne Angabe 8.',
      'suggestOpenSearch.limit': 'Wie viele Vorschläge, 1 bis 20; ohne Angabe 8.',
      'searchAtom.limit': 'Höchstens so viele Einträge, 1 bis 200; ohne Angabe 50.',
      'searchJsonFeed.limit': 'Höchstens so viele Einträge, 1 bis 200; ohne Angabe 50.',
      page: 'Die Seite, ab 1; reicht bis zum 10.000. Ergebnis. Weiter geht es mit `cursor`.',
      cursor:
        'Fährt fort, wo eine frühere Antwort endete: der Cursor ihres `links.next`. Gilt nur für dieselbe Suche; übersteht neues Indizieren.',
      explain: '1: jedes Ergebnis sagt, wie seine Punktzahl zustande kam.',
      id: 'Die Kennung eines Ergebnisses, prozentkodiert',
      n: 'Die Fassung, ab 1',
      diff: 'Die Nummer einer anderen Fassung: fügt einen Wortvergleich von jener zu dieser hinzu.',
      events:
        'Was ein Eintrag wird, durch Kommas getrennt: new, changed, removed, restored. Üblich: new,changed,removed.',
      source: 'Die Kennung einer Quelle, die abgerufen wird; wiederholt für mehrere. Ohne Angabe alle.',
      full: '1: alles neu bauen statt nur, was sich seit dem letzten Stand änderte.',
      run: 'Die Kennung, die der Aufruf antwortete',
    },
    facets: {
      agency: 'die herausgebende Behörde, wie der Herausgeber sie nennt',
      component: 'jede als Herausgeber genannte Behörde oder Abteilung',
      kind: 'die Art: press-release, speech, notice …',
      topic: 'vom Herausgeber genannte Themen',
      language: 'die Sprache (BCP 47): en, ja, zh-Hant',
      source: 'die Kennung des Herausgebers, dem Herald folgt',
      status: 'live, changed oder removed',
    },
    filter: (facet, meaning) =>
      `Nur Bekanntmachungen mit diesem Wert von \`${facet}\`: ${meaning}. Wiederholt: der eine oder der andere; verschiedene Filter müssen alle zutreffen. \`_MISSING\` steht für keinen Wert.`,
    reject: (facet) => `Lässt Bekanntmachungen mit diesem Wert von \`${facet}\` weg. Wiederholbar.`,
    facetSize: (facet) =>
      `Wie viele Werte der Facette \`${facet}\` aufgezählt werden, 1 bis 1000; braucht \`${facet}\` in \`facets\`.`,
    dateSize: {
      year: (most, usual) =>
        `Wie viele Jahre aufgezählt werden, die spätesten der gewählten Spanne, 1 bis ${most}; ohne Angabe ${usual}. Braucht \`published:year\` in \`facets\`.`,
      month: (most, usual) =>
        `Wie viele Monate aufgezählt werden, die spätesten der gewählten Spanne, 1 bis ${most}; ohne Angabe ${usual}. Braucht \`published:month\` in \`facets\`.`,
      day: (most, usual) =>
        `Wie viele Tage aufgezählt werden, die spätesten der gewählten Spanne, 1 bis ${most}; ohne Angabe ${usual}. Braucht \`published:day\` in \`facets\`.`,
    },
  },
};
