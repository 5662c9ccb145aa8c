import { definePlugin } from '@tessera/plugin-api'
import { count, defineServer, fact, property, ratio, type EventRow } from '@tessera/plugin-api/server'
import { sql } from 'kysely'

/** A plugin that knows the mails. It works without the other, too. */
const mailer = definePlugin({
  id: 'mailer',
  title: 'Mailer',
  requires: { marketing: { version: '^1', optional: true } },
})

const delivered = fact<EventRow>({
  name: 'delivered',
  table: 'core.events',
  key: ['event_id'],
  time: { column: 'timestamp', type: 'instant' },
  where: (eb) => eb('event', '=', 'mail_delivered'),
  dimensions: { 'marketing.campaign': () => property('campaign') },
})

export const server = defineServer(mailer, {
  supplies: {
    'marketing.email_open_rate': ratio(
      count(delivered, { where: () => sql<boolean>`${property('opened')} = 'true'` }),
      count(delivered),
    ),
  },
})
