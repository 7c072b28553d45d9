/**
 * Ranking metrics with the definitions of NIST's trec_eval: the gain of a document is its grade when that is above 0,
 * otherwise 0; a document without a grade has 0.
 */

/** Document to grade, of one query. */
export type Grades = ReadonlyMap<string, number>;

export interface RankingScores {
  /** Discounted cumulated gain of the first ten, divided by that of the best possible order. */
  readonly ndcg10: number;
  /** Mean over the relevant documents of the precision at their rank; one that was not returned counts 0. */
  readonly averagePrecision: number;
  /** Share of the relevant documents that are among the first hundred. */
  readonly recall100: number;
}

/** @param ranked document ids, best first */
export function rankingScores(ranked: readonly string[], grades: Grades): RankingScores {
  return {
    ndcg10: ndcg(ranked, grades, 10),
    averagePrecision: averagePrecision(ranked, grades),
    recall100: recall(ranked, grades, 100),
  };
}

export function ndcg(ranked: readonly string[], grades: Grades, depth: number): number {
  const ideal = discounted(
    [...grades.values()].sort((a, b) => b - a),
    depth,
  );
  const got = discounted(
    ranked.map((id) => grades.get(id) ?? 0),
    depth,
  );
  return ideal === 0 ? 0 : got / ideal;
}

export function averagePrecision(ranked: readonly string[], grades: Grades): number {
  let found = 0;
  let sum = 0;
  ranked.forEach((id, i) => {
    if ((grades.get(id) ?? 0) > 0) sum += ++found / (i + 1);
  });
  const all = relevantCount(grades);
  return all === 0 ? 0 : sum / all;
}

export function recall(ranked: readonly string[], grades: Grades, depth: number): number {
  const all = relevantCount(grades);
  return all === 0 ? 0 : ranked.slice(0, depth).filter((id) => (grades.get(id) ?? 0) > 0).length / all;
}

function discounted(gains: readonly number[], depth: number): number {
  return gains.slice(0, depth).reduce((sum, gain, i) => sum + Math.max(gain, 0) / Math.log2(i + 2), 0);
}

function relevantCount(grades: Grades): number {
  return [...grades.values()].filter((grade) => grade > 0).length;
}
