import { defineErrors } from '@tessera/plugin-api'

/** Why a panel became no picture. */
export const pictureErrors = defineErrors({
  view_not_drawn: {
    status: 422,
    say: (p: { panel: string; reason: string }) => `the panel '${p.panel}' cannot be drawn as a picture: ${p.reason}`,
  },
  picture_timed_out: {
    status: 503,
    say: (p: { panel: string; seconds: number }) =>
      `the panel '${p.panel}' was not drawn within ${p.seconds} s; ask for a smaller picture, or look at its view`,
    retryAfter: () => 10,
  },
  pictures_busy: {
    status: 503,
    say: (p: { waiting: number }) =>
      `${p.waiting} pictures are waiting to be drawn already; try again in a moment, one after the other`,
    retryAfter: () => 5,
  },
})
