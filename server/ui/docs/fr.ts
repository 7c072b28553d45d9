import type { DocsWords } from './words.ts';

export const fr: DocsWords = {
  lead: 'Tout ce que montrent les pages, pour les programmes. En lecture seule, ouvert à toute origine, sans clé. La même chose pour les machines :',
  short: 'En bref',
  firstRequest: 'Une première requête',
  conventions: [
    'Le même filtre donné deux fois : l’une ou l’autre valeur ; des filtres différents doivent tous être satisfaits. `_MISSING` signifie « aucune valeur ».',
    'Chaque facette est comptée sans son propre filtre : ses nombres gardent un sens après un choix ; chaque valeur porte l’`url` qui la bascule.',
    'Pour parcourir beaucoup de résultats, suivez `links.next` ; pour tout prendre, `.csv` ou `.ndjson`, sans limite. Pour suivre une recherche, `.atom` ou `.feed.json`.',
    'Les réponses portent `ETag`, `X-Index-Version`, `X-Request-Id` et `RateLimit`. Redemandez avec `If-None-Match` : un index inchangé répond 304.',
  ],
  endpoints: 'Points d’accès',
  refusals: 'Refus',
  refusalsText:
    'Chaque refus est un problème (RFC 9457, `application/problem+json`). Les paramètres erronés sont signalés tous ensemble, chacun avec ce qu’il faut écrire à la place ; rien n’est ignoré ni tronqué en silence.',
  aRefusal: 'Un refus',
  parameters: (count) => (count === 1 ? '1 paramètre' : `${count} paramètres`),
  parametersOf: (path) => `Paramètres de ${path}`,
  parameter: 'Paramètre',
  meaning: 'Signification',
  repeatable: 'répétable',
  answer: 'Exemple de réponse',
  answerOf: (path) => `Réponse de ${path}`,
  told: {
    endpoints: {
      search: [
        'Chercher des annonces',
        'Texte intégral, filtres, facettes comptées sur tous les résultats, extraits, et la façon dont la requête a été lue. `/api/v1/search.json` répond la même chose.',
      ],
      announcement: [
        'Une annonce',
        'Son texte le plus récent en paragraphes typés, chaque champ avec l’endroit où il a été trouvé, ses versions et ses captures.',
      ],
      revision: [
        'Une version d’une annonce',
        'Le texte tel qu’il était quand cette version a été vue pour la première fois ; avec `diff`, mot à mot, ce qui a changé depuis une autre.',
      ],
      suggest: ['Compléter la saisie', 'Titres, organismes, sujets et expressions qui commencent par le texte.'],
      sources: [
        'Éditeurs et couverture',
        'Ce que Herald possède de chaque éditeur : nombres, première et dernière date, dernière réussite, depuis quand il échoue, ce que dit robots.txt.',
      ],
      status: [
        'L’état de Herald',
        'Version et âge de l’index, ce qui est conservé, ce qui est à faire, l’état de chaque source et de ses derniers passages.',
      ],
      health: ['Le processus répond-il', 'Pour un superviseur : 200 tant que le processus peut répondre.'],
      readiness: [
        'La recherche est-elle possible',
        'Pour un répartiteur de charge : 503 tant qu’il n’y a pas d’index.',
      ],
      metrics: [
        'Mesures pour Prometheus',
        'Requêtes par route et statut avec leur durée, version et âge de l’index, annonces, issues des visites, dernière réussite de chaque source, pages à visiter.',
      ],
      searchCsv: [
        'Tous les résultats en CSV',
        'Tous les résultats d’une recherche, quel qu’en soit le nombre, en flux (RFC 4180). `X-Total-Count` dit combien de lignes suivent. Les cellules qu’un tableur exécuterait comme formules commencent par une apostrophe.',
      ],
      searchNdjson: [
        'Tous les résultats en NDJSON',
        'Tous les résultats d’une recherche avec leur texte entier, un objet JSON par ligne, en flux.',
      ],
      searchAtom: [
        'Flux Atom d’une recherche',
        'Ce qui est nouveau, modifié ou supprimé parmi les annonces trouvées. Les identifiants sont stables et ne contiennent aucun nom d’hôte.',
      ],
      searchJsonFeed: ['JSON Feed d’une recherche', 'La même chose que le flux Atom, au format JSON Feed 1.1.'],
      suggestOpenSearch: [
        'Suggestions pour les navigateurs',
        'Ce que répond `/api/v1/suggest`, sous la forme demandée par les navigateurs.',
      ],
      openSearchDescription: [
        'Description OpenSearch',
        'Permet à un navigateur de chercher ici depuis sa barre d’adresse, avec suggestions, et de trouver le flux.',
      ],
      adminCrawl: [
        'Visiter maintenant',
        'Visite des sources maintenant plutôt qu’à leur prochaine heure, puis indexe ce qui est arrivé. 409 tant qu’un autre passage est en cours.',
      ],
      adminReindex: [
        'Indexer maintenant',
        'Met l’index à jour d’après ce qui est conservé et bascule dessus. 409 tant qu’un autre passage est en cours.',
      ],
      adminRun: [
        'Où en est un passage',
        'L’état de ce qu’un appel d’administration a lancé et, à la fin, ce qu’il a fait.',
      ],
    },
    parameters: {
      q: 'Le texte cherché : mots, `"expression exacte"`, `-sans`, `OR`, parenthèses, `début*`, `proche~`, `champ:valeur`, `=exact`. Sans lui, tout est énuméré.',
      'suggest.q': 'Ce qui a été saisi jusqu’ici.',
      'suggestOpenSearch.q': 'Ce qui a été saisi jusqu’ici.',
      match: 'Si tous les mots doivent être trouvés (par défaut) ou n’importe lequel.',
      published_from: 'Publié pendant ou après cette année, ce mois ou ce jour.',
      published_to: 'Publié pendant ou avant cette année, ce mois ou ce jour, compté en entier.',
      status: 'Seulement les annonces dans cet état ; comme `filter_status`. Répété : l’un ou l’autre.',
      versions:
        '`current` : le texte le plus récent de chaque annonce (par défaut). `all` : tous les textes vus par Herald, chacun étant un résultat.',
      exact: '1 : les mots tels que saisis, sans autres formes ni synonymes.',
      as_of:
        'Une `index_version` d’une réponse antérieure : interroge cet index au lieu du plus récent, tant qu’il est conservé (les deux précédents ; `/api/v1/status` les énumère).',
      facets:
        'Les facettes à compter sur tous les résultats, séparées par des virgules : agency, component, kind, topic, language, source, status, published:year, published:month, published:day. Chacune est comptée sans son propre filtre.',
      sort: '`relevance`, `-published` (les plus récentes d’abord) ou `published` (les plus anciennes d’abord). Par défaut : `relevance` si `q` contient des mots, sinon `-published`.',
      limit: 'Résultats par page, de 1 à 100.',
      'suggest.limit': 'Nombre de suggestions, de 1 à 20 ; 8 par défaut.',
      'suggestOpenSearch.limit': 'Nombre de suggestions, de 1 à 20 ; 8 par défaut.',
      'searchAtom.limit': 'Nombre maximal d’entrées, de 1 à 200 ; 50 par défaut.',
      'searchJsonFeed.limit': 'Nombre maximal d’entrées, de 1 à 200 ; 50 par défaut.',
      page: 'La page, à partir de 1 ; atteint les 10 000 premiers résultats. Ensuite, utilisez `cursor`.',
      cursor:
        'Reprend là où une réponse antérieure s’est arrêtée : le curseur de son `links.next`. Valable pour la même recherche seulement ; survit à la réindexation.',
      explain: '1 : chaque résultat dit d’où vient son score.',
      id: 'L’identifiant d’un résultat, encodé en pourcentage',
      n: 'La version, à partir de 1',
      diff: 'Le numéro d’une autre version : ajoute la comparaison mot à mot de celle-là à celle-ci.',
      events:
        'Ce qui devient une entrée, séparé par des virgules : new, changed, removed, restored. Par défaut : new,changed,removed.',
      source: 'L’identifiant d’une source à visiter ; répété pour plusieurs. Toutes par défaut.',
      full: '1 : tout reconstruire au lieu de ce qui a changé depuis le dernier état.',
      run: 'L’identifiant répondu par l’appel',
    },
    facets: {
      agency: 'l’organisme émetteur, tel que l’éditeur le nomme',
      component: 'tout organisme ou service nommé comme émetteur',
      kind: 'le genre : press-release, speech, notice …',
      topic: 'les sujets indiqués par l’éditeur',
      language: 'la langue (BCP 47) : en, ja, zh-Hant',
      source: 'l’identifiant de l’éditeur suivi par Herald',
      status: 'live, changed ou removed',
    },
    filter: (facet, meaning) =>
      `Seulement les annonces ayant cette valeur de \`${facet}\` : ${meaning}. Répété : l’une ou l’autre ; des filtres différents doivent tous être satisfaits. \`_MISSING\` signifie sans valeur.`,
    reject: (facet) => `Écarte les annonces ayant cette valeur de \`${facet}\`. Répétable.`,
    facetSize: (facet) =>
      `Combien de valeurs de la facette \`${facet}\` énumérer, de 1 à 1000 ; exige \`${facet}\` dans \`facets\`.`,
    dateSize: {
      year: (most, usual) =>
        `Combien d’ans énumérer, les plus récents de la période choisie, de 1 à ${most} ; ${usual} par défaut. Exige \`published:year\` dans \`facets\`.`,
      month: (most, usual) =>
        `Combien de mois énumérer, les plus récents de la période choisie, de 1 à ${most} ; ${usual} par défaut. Exige \`published:month\` dans \`facets\`.`,
      day: (most, usual) =>
        `Combien de jours énumérer, les plus récents de la période choisie, de 1 à ${most} ; ${usual} par défaut. Exige \`published:day\` dans \`facets\`.`,
    },
  },
};
