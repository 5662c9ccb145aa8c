import { definePlugin, metric } from '@tessera/plugin-api'
import { accounts, count, defineServer, fact, view } from '@tessera/plugin-api/server'
import { sql } from 'kysely'

/** A plugin whose figures are about accounts: each account has a row for every day. */
export const loans = definePlugin({
  id: 'loans',
  title: 'Loans',
  unified: { entity: 'core.account', views: ['loan_list'] },
  metrics: {
    loans: metric({
      title: 'Loans',
      description: 'Things lent to accounts.',
      unit: 'count',
      direction: 'up',
      tier: 1,
      dimensions: ['core.account', 'core.segment'],
    }),
  },
})

interface LoanRow {
  readonly loan_id: string
  readonly account_id: string
  readonly lent_at: Date
}

const lent = fact<LoanRow>({
  name: 'loan',
  table: 'loans.loan',
  key: ['loan_id'],
  time: { column: 'lent_at', type: 'instant' },
  joins: [{ entity: accounts, on: 'account_id' }],
})

export const server = defineServer(loans, {
  metrics: { loans: count(lent) },
  migrations: {
    '0001-loans': {
      up: async (db, { tenantTable }) => {
        await sql`create table loan (tenant_id uuid not null, loan_id uuid not null, account_id uuid not null,
          lent_at timestamptz not null, primary key (tenant_id, loan_id))`.execute(db)
        await tenantTable('loan')
      },
    },
  },
  publish: { loan_list: view(sql`select tenant_id, loan_id, account_id, lent_at from loan`) },
})
