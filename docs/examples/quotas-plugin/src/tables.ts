import { importable } from '@tessera/plugin-api'
import { z } from 'zod'

/** Quotas also come from a spreadsheet, and from the CRM. */
export const tables = {
  quotas: importable({
    title: 'Quotas',
    description: 'What each team is to sell in a year.',
    key: ['year', 'team'],
    columns: z.object({
      year: z.int().min(2000).max(2100),
      team: z.string().min(1).max(100),
      amount: z.number().min(0).meta({ title: 'Amount', description: 'For the whole year.' }),
    }),
    needs: 'edit_quota',
  }),
}
