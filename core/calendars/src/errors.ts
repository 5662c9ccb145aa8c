import { defineErrors } from '@tessera/plugin-api'

/** Every refusal of calendars. */
export const calendarErrors = defineErrors({
  calendar_wrong: { status: 422, say: (p: { reason: string }) => `the calendar is wrong: ${p.reason}` },
  calendar_exists: {
    status: 409,
    say: (p: { calendar: string }) =>
      `there is a calendar '${p.calendar}' already; choose another id, or add --replace to take its place`,
  },
})
