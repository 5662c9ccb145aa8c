import { defineErrors } from '@tessera/plugin-api'

/** Why a deal or a sales person is not shown. */
export const salesErrors = defineErrors({
  deal_unknown: {
    status: 404,
    say: (p: { dealId: string }) => `there is no deal '${p.dealId}'; look at its id on the page Pipeline`,
  },
  rep_unknown: {
    status: 404,
    say: (p: { repId: string }) => `nobody with the id '${p.repId}' sells; look at the page Sales people`,
  },
})
