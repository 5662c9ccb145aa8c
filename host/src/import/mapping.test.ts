import { expect, test } from 'vitest'
import { guessMapping } from './mapping.ts'

const columns = [
  { name: 'ticket_id', title: 'Ticket' },
  { name: 'created_at', title: 'Created' },
  { name: 'team', title: 'Team' },
]

test('columns are found by name, by title, and as they were chosen the last time; each is taken once', () => {
  expect(guessMapping(columns, ['Created At', 'TICKET', 'other'])).toEqual({ ticket_id: 1, created_at: 0, team: null })
  expect(guessMapping(columns, ['team', 'Team', 'ticket_id'])).toEqual({ ticket_id: 2, created_at: null, team: 0 })
  expect(guessMapping(columns, ['team', 'Group'], { Group: 'team', team: 'ticket_id' })).toEqual({
    ticket_id: 0,
    created_at: null,
    team: 1,
  })
})
