import { defineErrors } from '@tessera/plugin-api'

/** Why an account is not shown. */
export const customerErrors = defineErrors({
  account_unknown: {
    status: 404,
    say: (p: { accountId: string }) =>
      `there is no account '${p.accountId}' on the last day that was reckoned; look at its id on the page Accounts`,
  },
})
