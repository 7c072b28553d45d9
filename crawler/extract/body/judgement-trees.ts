export const trees: readonly string[] = ['=0'];
