import { defineErrors } from '@tessera/plugin-api'

/** Why something is not taken, or not given. */
export const saasErrors = defineErrors({
  owner_missing: {
    status: 422,
    say: () => 'nobody is named whose revenue it is; write accountId, teamId or userId',
  },
  session_without_begin: {
    status: 422,
    say: (p: { sessionId: string }) =>
      `the session '${p.sessionId}' has no begin, or one after its end; write startedAt, not later than endedAt`,
  },
  export_too_large: {
    status: 422,
    say: (p: { days: number; most: number }) =>
      `${p.days} days hold more than ${p.most} rows; ask for fewer days, or read the table with GET /api/v1/records`,
  },
})
