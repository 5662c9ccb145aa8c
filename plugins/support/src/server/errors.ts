import { defineErrors } from '@tessera/plugin-api'

/** Why a ticket is not taken. */
export const supportErrors = defineErrors({
  ticket_exists: {
    status: 409,
    say: (p: { ticketId: string }) =>
      `there is a ticket '${p.ticketId}' already; change it with PATCH, or leave the id out to get a new one`,
  },
  ticket_unknown: {
    status: 404,
    say: (p: { ticketId: string }) => `there is no ticket '${p.ticketId}'; create it first`,
  },
  moment_too_early: {
    status: 422,
    say: (p: { at: string; createdAt: string }) =>
      `${p.at} is before ${p.createdAt}, when the ticket was created; give a later time`,
  },
})
