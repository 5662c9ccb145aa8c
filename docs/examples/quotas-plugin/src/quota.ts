import { z } from 'zod'

/** What one team is to sell in a year: the input of the procedure and the form that fills it in. */
export const quota = z.object({
  team: z.string().min(1).max(100).meta({ title: 'Team' }),
  year: z.coerce.number().int().min(2000).max(2100).meta({ title: 'Year' }),
  amount: z.number().min(0).meta({ title: 'Amount', description: 'For the whole year.', units: 'EUR' }),
})
