import { defineErrors } from '@tessera/plugin-api'

/** Every refusal of the keeping of rollups. */
export const rollupErrors = defineErrors({
  rollup_not_kept: {
    status: 500,
    say: (p: { rollup: string; reason: string }) =>
      `rollup '${p.rollup}' is not kept, its figures are read from the rows: ${p.reason}; correct the fact`,
  },
  rollup_differs: {
    status: 500,
    say: (p: { rollup: string; tenant: string; rows: number; days: number }) =>
      `rollup '${p.rollup}' of tenant '${p.tenant}' differed from its rows in ${p.rows} rows of ${p.days} days and is built anew; who writes the table must call markChanged`,
  },
})
