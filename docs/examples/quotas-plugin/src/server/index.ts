import { defineServer } from '@tessera/plugin-api/server'
import { plugin } from '../plugin.ts'
import { quotas } from './migrations/0001-quotas.ts'
import { jobs } from './jobs.ts'
import { routes } from './routes.ts'
import { webhooks } from './webhooks.ts'

export default defineServer(plugin, { migrations: { '0001-quotas': quotas }, routes, jobs, webhooks })
