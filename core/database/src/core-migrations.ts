import type { Migration } from '@tessera/plugin-api/server'
import { auditTable } from './audit-table.ts'
import { calendarTables } from './calendar-tables.ts'
import { carriedValues } from './carried-values.ts'
import { coreTables } from './core-tables.ts'
import { roleGrants } from './role-grants.ts'
import { projectionTables } from './projection-tables.ts'
import { rollupNightTable } from './rollup-night-table.ts'
import { rollupTables } from './rollup-tables.ts'
import { existingSchema } from './existing-schema.ts'
import { definitionTables } from './definition-tables.ts'
import { pluginSecretTable } from './plugin-secret-table.ts'
import { settingsTables } from './settings-tables.ts'
import { fileTable } from './file-table.ts'
import { importTables } from './import-tables.ts'
import { lockTable } from './lock-table.ts'
import { mailTables } from './mail-tables.ts'
import { targetHolding } from './target-holding.ts'
import { targetTables } from './target-tables.ts'
import { unifiedTables } from './unified-tables.ts'
import { webhookTables } from './webhook-tables.ts'
import { webhookOutcome } from './webhook-outcome.ts'
import { secretTable } from './secret-table.ts'

/** Steps of the schema `core`, by name. */
export const coreMigrations: Readonly<Record<string, Migration>> = {
  '0001_core': coreTables,
  '0002_calendars': calendarTables,
  '0003_rollups': rollupTables,
  '0004_definitions': definitionTables,
  '0005_server_secret': secretTable,
  '0006_projections': projectionTables,
  '0007_settings_changes': settingsTables,
  '0008_plugin_locks': lockTable,
  '0009_audit': auditTable,
  '0010_plugin_secrets': pluginSecretTable,
  '0011_plugin_files': fileTable,
  '0012_webhooks': webhookTables,
  '0013_roles': roleGrants,
  '0014_mail': mailTables,
  '0015_rollup_nights': rollupNightTable,
  '0016_webhook_outcome': webhookOutcome,
  '0017_unified': unifiedTables,
  '0018_imports': importTables,
  '0019_carried_values': carriedValues,
  '0020_existing_tables': existingSchema,
  '0021_targets': targetTables,
  '0022_target_holding': targetHolding,
}
