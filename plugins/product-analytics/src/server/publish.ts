import { view } from '@tessera/plugin-api/server'
import { sql } from 'kysely'

/** What other plugins may read: who used the product on which days, and which features. */
export const publish = {
  use_days: view(sql`
    select tenant_id, user_id, account_id, active_date, platform, sessions, active_seconds from active_days`),
  feature_use: view(sql`
    select used.tenant_id, used.user_id, used.account_id, used.active_date, used.feature, used.uses, f.is_core, f.min_tier
    from feature_days as used
    left join features as f on f.tenant_id = used.tenant_id and f.feature = used.feature`),
  known_features: view(sql`select tenant_id, feature, title, is_core, min_tier from features`),
}
