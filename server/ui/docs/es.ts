import type { DocsWords } from './words.ts';

export const es: DocsWords = {
  lead: 'Todo lo que muestran las páginas, para programas. Solo lectura, abierto a cualquier origen, sin clave. Lo mismo para máquinas:',
  short: 'En breve',
  firstRequest: 'Una primera petición',
  conventions: [
    'El mismo filtro dado dos veces significa uno u otro valor; filtros distintos deben cumplirse todos. `_MISSING` significa «sin valor».',
    'Cada faceta se cuenta sin su propio filtro, así que sus números siguen diciendo algo tras elegir; cada valor lleva la `url` que lo activa o desactiva.',
    'Para recorrer muchos resultados siga `links.next`; para llevárselos todos, `.csv` o `.ndjson`, que no tienen límite. Para seguir una búsqueda, `.atom` o `.feed.json`.',
    'Las respuestas llevan `ETag`, `X-Index-Version`, `X-Request-Id` y `RateLimit`. Pregunte de nuevo con `If-None-Match`: un índice sin cambios responde 304.',
  ],
  endpoints: 'Puntos de acceso',
  refusals: 'Rechazos',
  refusalsText:
    'Cada rechazo es un problema (RFC 9457, `application/problem+json`). Los parámetros erróneos se indican todos a la vez, cada uno con lo que hay que escribir en su lugar; nada se ignora ni se recorta en silencio.',
  aRefusal: 'Un rechazo',
  parameters: (count) => (count === 1 ? '1 parámetro' : `${count} parámetros`),
  parametersOf: (path) => `Parámetros de ${path}`,
  parameter: 'Parámetro',
  meaning: 'Significado',
  repeatable: 'repetible',
  answer: 'Ejemplo de respuesta',
  answerOf: (path) => `Respuesta de ${path}`,
  told: {
    endpoints: {
      search: [
        'Buscar anuncios',
        'Texto completo, filtros, facetas contadas sobre todos los resultados, fragmentos y cómo se leyó la consulta. `/api/v1/search.json` responde lo mismo.',
      ],
      announcement: [
        'Un anuncio',
        'Su texto más reciente en párrafos con su tipo, cada campo con el lugar donde se halló, sus versiones y capturas.',
      ],
      revision: [
        'Una versión de un anuncio',
        'El texto tal como estaba cuando se vio esta versión por primera vez; con `diff`, palabra por palabra, qué cambió desde otra.',
      ],
      suggest: ['Completar lo escrito', 'Títulos, organismos, temas y frases que empiezan por el texto.'],
      sources: [
        'Fuentes y cobertura',
        'Qué tiene Herald de cada fuente: cantidades, primera y última fecha, último éxito, desde cuándo falla, qué dice robots.txt.',
      ],
      status: [
        'Cómo está Herald',
        'Versión y edad del índice, qué hay guardado, qué está pendiente, cómo fueron cada fuente y sus últimas pasadas.',
      ],
      health: ['Si el proceso responde', 'Para un supervisor: 200 mientras el proceso pueda responder.'],
      readiness: ['Si se puede buscar', 'Para un balanceador de carga: 503 mientras no haya índice.'],
      metrics: [
        'Cifras para Prometheus',
        'Peticiones por ruta y estado con su duración, versión y edad del índice, anuncios, resultados de las visitas, último éxito de cada fuente, páginas pendientes.',
      ],
      searchCsv: [
        'Todos los resultados en CSV',
        'Todos los resultados de una búsqueda, sean cuantos sean, como flujo (RFC 4180). `X-Total-Count` dice cuántas filas siguen. Las celdas que una hoja de cálculo ejecutaría como fórmula empiezan por un apóstrofo.',
      ],
      searchNdjson: [
        'Todos los resultados en NDJSON',
        'Todos los resultados de una búsqueda con su texto completo, un objeto JSON por línea, como flujo.',
      ],
      searchAtom: [
        'Canal Atom de una búsqueda',
        'Qué hay nuevo, cambiado o retirado entre los anuncios que coinciden. Los identificadores son estables y no contienen ningún nombre de servidor.',
      ],
      searchJsonFeed: ['JSON Feed de una búsqueda', 'Lo mismo que el canal Atom, en el formato JSON Feed 1.1.'],
      suggestOpenSearch: [
        'Sugerencias para navegadores',
        'Lo que responde `/api/v1/suggest`, en la forma que piden los navegadores.',
      ],
      openSearchDescription: [
        'Descripción OpenSearch',
        'Permite a un navegador buscar aquí desde su barra de direcciones, con sugerencias, y encontrar el canal.',
      ],
      adminCrawl: [
        'Visitar ahora',
        'Visita las fuentes ahora en vez de a su próxima hora y luego indexa lo que llegó. 409 mientras haya otra pasada en curso.',
      ],
      adminReindex: [
        'Indexar ahora',
        'Pone el índice al día con lo guardado y cambia a él. 409 mientras haya otra pasada en curso.',
      ],
      adminRun: [
        'Cómo va una pasada',
        'El estado de lo que empezó una llamada de administración y, al acabar, lo que hizo.',
      ],
    },
    parameters: {
      q: 'El texto buscado: palabras, `"frase exacta"`, `-sin`, `OR`, paréntesis, `comienzo*`, `parecida~`, `campo:valor`, `=exacta`. Sin él se enumera todo.',
      'suggest.q': 'Lo escrito hasta ahora.',
      'suggestOpenSearch.q': 'Lo escrito hasta ahora.',
      match: 'Si deben aparecer todas las palabras (lo habitual) o cualquiera.',
      published_from: 'Publicado en este año, mes o día, o después.',
      published_to: 'Publicado en este año, mes o día, o antes; cuenta entero.',
      status: 'Solo anuncios en este estado; lo mismo que `filter_status`. Repetido: uno u otro.',
      versions:
        '`current`: el texto más reciente de cada anuncio (lo habitual). `all`: todos los textos que Herald vio, cada uno como resultado.',
      exact: '1: las palabras tal como se escribieron, sin otras formas ni sinónimos.',
      as_of:
        'Una `index_version` de una respuesta anterior: pregunta a ese índice en vez del más reciente, mientras se conserve (los dos anteriores; `/api/v1/status` los enumera).',
      facets:
        'Qué facetas contar sobre todos los resultados, separadas por comas: agency, component, kind, topic, language, source, status, published:year, published:month, published:day. Cada una se cuenta sin su propio filtro.',
      sort: '`relevance`, `-published` (los más recientes primero) o `published` (los más antiguos primero). Por defecto: `relevance` si `q` tiene palabras; si no, `-published`.',
      limit: 'Resultados por página, de 1 a 100.',
      'suggest.limit': 'Cuántas sugerencias, de 1 a 20; 8 si no se dice.',
      'suggestOpenSearch.limit': 'Cuántas sugerencias, de 1 a 20; 8 si no se dice.',
      'searchAtom.limit': 'Máximo de entradas, de 1 a 200; 50 si no se dice.',
      'searchJsonFeed.limit': 'Máximo de entradas, de 1 a 200; 50 si no se dice.',
      page: 'La página, desde 1; alcanza los primeros 10 000 resultados. Para seguir, use `cursor`.',
      cursor:
        'Continúa donde acabó una respuesta anterior: el cursor de su `links.next`. Vale solo para la misma búsqueda; sobrevive a la reindexación.',
      explain: '1: cada resultado dice de dónde sale su puntuación.',
      id: 'El identificador de un resultado, con codificación de porcentaje',
      n: 'La versión, desde 1',
      diff: 'El número de otra versión: añade la comparación palabra por palabra de aquella a esta.',
      events:
        'Qué se convierte en entrada, separado por comas: new, changed, removed, restored. Por defecto: new,changed,removed.',
      source: 'El identificador de una fuente que visitar; repetido para varias. Todas si no se dice.',
      full: '1: construirlo todo de nuevo en vez de lo que cambió desde el último estado.',
      run: 'El identificador que respondió la llamada',
    },
    facets: {
      agency: 'el organismo que publica, como lo nombra la fuente',
      component: 'todo organismo o unidad nombrado como emisor',
      kind: 'el tipo: press-release, speech, notice …',
      topic: 'los temas que indica la fuente',
      language: 'el idioma (BCP 47): en, ja, zh-Hant',
      source: 'el identificador de la fuente que Herald sigue',
      status: 'live, changed o removed',
    },
    filter: (facet, meaning) =>
      `Solo anuncios con este valor de \`${facet}\`: ${meaning}. Repetido: uno u otro; filtros distintos deben cumplirse todos. \`_MISSING\` significa sin valor.`,
    reject: (facet) => `Descarta los anuncios con este valor de \`${facet}\`. Repetible.`,
    facetSize: (facet) =>
      `Cuántos valores de la faceta \`${facet}\` enumerar, de 1 a 1000; requiere \`${facet}\` en \`facets\`.`,
    dateSize: {
      year: (most, usual) =>
        `Cuántos años enumerar, los últimos del periodo elegido, de 1 a ${most}; ${usual} si no se dice. Requiere \`published:year\` en \`facets\`.`,
      month: (most, usual) =>
        `Cuántos meses enumerar, los últimos del periodo elegido, de 1 a ${most}; ${usual} si no se dice. Requiere \`published:month\` en \`facets\`.`,
      day: (most, usual) =>
        `Cuántos días enumerar, los últimos del periodo elegido, de 1 a ${most}; ${usual} si no se dice. Requiere \`published:day\` en \`facets\`.`,
    },
  },
};
