import { defineErrors } from '@tessera/plugin-api'

/** Why a quota is not taken. */
export const quotaErrors = defineErrors({
  quota_too_large: {
    status: 422,
    say: (p: { amount: number; largest: number }) =>
      `${p.amount} is above the largest quota, ${p.largest}; correct it, or have an admin raise the setting`,
  },
  crm_refused: {
    status: 502,
    say: (p: { status: number }) => `the CRM answered ${p.status}; look whether its token still holds`,
  },
  quota_has_cents: {
    status: 422,
    say: (p: { amount: number }) => `${p.amount} has cents; round it, or have an admin allow cents`,
  },
})
