import { sql, type Kysely } from 'kysely'

/** What one event tells about a chat: that it began, or that an integration was used in it. */
export interface ChatSign {
  readonly chatId: string
  readonly begins: boolean
  readonly at: string
  readonly userId: string
  readonly accountId: string | null
  readonly provider: string | null
}

const noAccount = sql.lit('00000000-0000-0000-0000-000000000000')

/**
 * Merges signs into chats, whichever comes first. The earliest beginning and the earliest use win, so that every order
 * and every batching ends in the same row. Sorted by chat: two writers then wait for each other instead of locking up.
 */
export async function mergeChats(db: Kysely<never>, tenantId: string, signs: readonly ChatSign[]): Promise<void> {
  const column = <Key extends keyof ChatSign>(key: Key) => signs.map((sign) => sign[key])
  await sql`
    with sign as (
      select chat_id, begins, at, user_id, account_id, coalesce(account_id, ${noAccount}::uuid) as account_rank, provider
      from unnest(${column('chatId')}::uuid[], ${column('begins')}::boolean[], ${column('at')}::timestamptz[],
        ${column('userId')}::uuid[], ${column('accountId')}::uuid[], ${column('provider')}::text[])
        as given (chat_id, begins, at, user_id, account_id, provider)
    ), begun as (
      select distinct on (chat_id) * from sign where begins order by chat_id, at, user_id, account_rank
    ), used as (
      select distinct on (chat_id) * from sign where not begins order by chat_id, at, provider
    )
    insert into integrations.chats as chat
      (tenant_id, chat_id, user_id, account_id, started_at, used_integration, first_used_at, provider)
    select ${tenantId}::uuid, chat_id, begun.user_id, begun.account_id, begun.at, used.at is not null, used.at, used.provider
    from begun full join used using (chat_id)
    order by chat_id
    on conflict (tenant_id, chat_id) do update set
      user_id = case when ${beginsEarlier} then excluded.user_id else chat.user_id end,
      account_id = case when ${beginsEarlier} then excluded.account_id else chat.account_id end,
      started_at = case when ${beginsEarlier} then excluded.started_at else chat.started_at end,
      used_integration = chat.used_integration or excluded.used_integration,
      provider = case when ${usedEarlier} then excluded.provider else chat.provider end,
      first_used_at = case when ${usedEarlier} then excluded.first_used_at else chat.first_used_at end`.execute(db)
}

const beginsEarlier = sql`(chat.started_at is null
  or (excluded.started_at, excluded.user_id, coalesce(excluded.account_id, ${noAccount}::uuid))
    < (chat.started_at, chat.user_id, coalesce(chat.account_id, ${noAccount}::uuid)))`

const usedEarlier = sql`(chat.first_used_at is null
  or (excluded.first_used_at, excluded.provider) < (chat.first_used_at, chat.provider))`
