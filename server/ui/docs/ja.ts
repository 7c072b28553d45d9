import type { DocsWords } from './words.ts';

export const ja: DocsWords = {
  lead: 'ページに表示されるすべてをプログラムから利用できます。読み取り専用、どのオリジンからも可、キー不要。機械可読版：',
  short: '要点',
  firstRequest: '最初のリクエスト',
  conventions: [
    '同じフィルターを繰り返すと「いずれか」、異なるフィルターは「すべて」を満たす必要があります。`_MISSING` は「値なし」です。',
    '各ファセットは自身のフィルターを除いて数えるため、選択後も件数に意味があります。各値には切り替え用の `url` が付きます。',
    '多くの結果は `links.next` でたどり、全件は上限のない `.csv` か `.ndjson` で取得します。検索の購読には `.atom` か `.feed.json` を使います。',
    '応答には `ETag`、`X-Index-Version`、`X-Request-Id`、`RateLimit` が付きます。`If-None-Match` を付けて再要求すると、索引に変化がなければ 304 を返します。',
  ],
  endpoints: 'エンドポイント',
  refusals: 'エラー応答',
  refusalsText:
    'エラーはすべて problem 形式です（RFC 9457、`application/problem+json`）。誤ったパラメーターは一度にすべて、書き直し方とともに示します。黙って無視したり切り詰めたりすることはありません。',
  aRefusal: 'エラー応答の例',
  parameters: (count) => `パラメーター ${count} 個`,
  parametersOf: (path) => `${path} のパラメーター`,
  parameter: 'パラメーター',
  meaning: '意味',
  repeatable: '繰り返し可',
  answer: '応答の例',
  answerOf: (path) => `${path} の応答`,
  told: {
    endpoints: {
      search: [
        '発表を検索',
        '全文検索、フィルター、全結果に対するファセット集計、抜粋、検索語の解釈。`/api/v1/search.json` も同じ応答です。',
      ],
      announcement: ['発表1件', '種類別の段落に分けた最新の本文、各項目とその出所、版と取得記録。'],
      revision: [
        '発表の一つの版',
        'その版を最初に確認したときの本文。`diff` を付けると、別の版からの変更を語ごとに示します。',
      ],
      suggest: ['入力補完', '入力で始まる題名、機関、主題、語句。'],
      sources: [
        '発表元と収録範囲',
        '発表元ごとの収録内容：件数、最初と最後の日付、最後の成功、取得不能の開始時刻、robots.txt の判定。',
      ],
      status: ['Herald の状態', '索引の版と経過時間、保存件数、確認待ちの件数、各発表元と直近の巡回の状況。'],
      health: ['プロセスの応答確認', '監視用：プロセスが応答できる限り 200 を返します。'],
      readiness: ['検索可能かどうか', '負荷分散用：索引がない間は 503 を返します。'],
      metrics: [
        'Prometheus 用の指標',
        '経路・状態別のリクエスト数と所要時間、索引の版と経過時間、発表数、巡回の結果、各発表元の最後の成功、確認待ちのページ数。',
      ],
      searchCsv: [
        '全結果を CSV で',
        '検索の全結果を、件数によらずストリームで返します（RFC 4180）。`X-Total-Count` は行数です。表計算ソフトが数式として実行しうるセルはアポストロフィで始まります。',
      ],
      searchNdjson: [
        '全結果を NDJSON で',
        '検索の全結果を本文全体とともに、1行1 JSON オブジェクトのストリームで返します。',
      ],
      searchAtom: [
        '検索の Atom フィード',
        '条件に合う発表のうち、新着・変更・削除されたもの。ID は不変で、ホスト名を含みません。',
      ],
      searchJsonFeed: ['検索の JSON Feed', 'Atom フィードと同じ内容を JSON Feed 1.1 形式で返します。'],
      suggestOpenSearch: ['ブラウザー用の候補', '`/api/v1/suggest` と同じ内容を、ブラウザーが求める形式で返します。'],
      openSearchDescription: [
        'OpenSearch 記述',
        'ブラウザーのアドレス欄からの検索と候補表示、フィードの発見を可能にします。',
      ],
      adminCrawl: [
        '今すぐ巡回',
        '次の予定を待たずに発表元を巡回し、取得したものを索引に加えます。別の処理の実行中は 409 を返します。',
      ],
      adminReindex: [
        '今すぐ索引を更新',
        '索引を保存内容に合わせて更新し、切り替えます。別の処理の実行中は 409 を返します。',
      ],
      adminRun: ['処理の進み具合', '管理用の呼び出しが始めた処理の状態と、終了後はその結果。'],
    },
    parameters: {
      q: '検索文：語、`"語句そのまま"`、`-除く語`、`OR`、括弧、`前方一致*`、`類似~`、`項目:値`、`=完全一致`。ない場合はすべてを一覧します。',
      'suggest.q': 'これまでの入力。',
      'suggestOpenSearch.q': 'これまでの入力。',
      match: 'すべての語を含むか（既定）、いずれかの語を含むか。',
      published_from: 'この年・月・日以降に発表されたもの。',
      published_to: 'この年・月・日以前に発表されたもの（当該期間を含む）。',
      status: 'この状態の発表のみ。`filter_status` と同じ。繰り返すと「いずれか」。',
      versions:
        '`current`：各発表の最新の本文（既定）。`all`：Herald が確認したすべての本文を、それぞれ独立した結果として返します。',
      exact: '1：語形変化や同義語を使わず、入力どおりの語で検索します。',
      as_of:
        '以前の応答の `index_version`：保存されている間（直前の二つ。`/api/v1/status` に一覧）、最新の代わりにその索引を検索します。',
      facets:
        '全結果で数えるファセットをコンマ区切りで：agency, component, kind, topic, language, source, status, published:year, published:month, published:day。それぞれ自身のフィルターを除いて数えます。',
      sort: '`relevance`、`-published`（新しい順）、`published`（古い順）。既定：`q` に語があれば `relevance`、なければ `-published`。',
      limit: '1ページの件数、1〜100。',
      'suggest.limit': '候補の数、1〜20。省略時は 8。',
      'suggestOpenSearch.limit': '候補の数、1〜20。省略時は 8。',
      'searchAtom.limit': '項目の最大数、1〜200。省略時は 50。',
      'searchJsonFeed.limit': '項目の最大数、1〜200。省略時は 50。',
      page: '1 から始まるページ番号。最初の 10,000 件まで。その先は `cursor` を使います。',
      cursor:
        '以前の応答の続き：その `links.next` にあるカーソル。同じ検索にのみ有効で、索引を作り直した後も使えます。',
      explain: '1：各結果のスコアの内訳を示します。',
      id: '結果の ID（パーセント符号化）',
      n: '1 から始まる版番号',
      diff: '別の版の番号：その版からこの版への語ごとの比較を加えます。',
      events: '項目にする出来事をコンマ区切りで：new, changed, removed, restored。既定：new,changed,removed。',
      source: '巡回する発表元の ID。繰り返し可。省略時はすべて。',
      full: '1：前回からの変更分ではなく、すべてを作り直します。',
      run: '呼び出しが返した ID',
    },
    facets: {
      agency: '発表した機関（発表元の表記）',
      component: '発表者として挙げられた機関や部局のすべて',
      kind: '種類：press-release, speech, notice …',
      topic: '発表元が示す主題',
      language: '言語（BCP 47）：en, ja, zh-Hant',
      source: 'Herald が巡回する発表元の ID',
      status: 'live、changed、removed のいずれか',
    },
    filter: (facet, meaning) =>
      `\`${facet}\` がこの値の発表のみ：${meaning}。繰り返すと「いずれか」、異なるフィルターは「すべて」。\`_MISSING\` は値なし。`,
    reject: (facet) => `\`${facet}\` がこの値の発表を除きます。繰り返し可。`,
    facetSize: (facet) => `ファセット \`${facet}\` の値の表示数、1〜1000。\`facets\` に \`${facet}\` が必要です。`,
    dateSize: {
      year: (most, usual) =>
        `一覧する年の数（選んだ期間の新しいほうから）、1〜${most}。省略時は ${usual}。\`facets\` に \`published:year\` が必要です。`,
      month: (most, usual) =>
        `一覧する月の数（選んだ期間の新しいほうから）、1〜${most}。省略時は ${usual}。\`facets\` に \`published:month\` が必要です。`,
      day: (most, usual) =>
        `一覧する日の数（選んだ期間の新しいほうから）、1〜${most}。省略時は ${usual}。\`facets\` に \`published:day\` が必要です。`,
    },
  },
};
