/** Most rows that an import may touch and still be undone. */
export const mostTouched = 200_000
/** So many imports of a tenant, the last ones, can be undone. */
export const mostImports = 10
/** So many days an import can be undone. */
export const keptDays = 30
