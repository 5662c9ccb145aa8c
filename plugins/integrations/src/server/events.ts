import type { EventType } from '@tessera/plugin-api/server'
import { z } from 'zod'

const key = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9]*([_-][a-z0-9]+)*$/, "write lower case words joined by _ or -, as in 'google_drive'")

const provider = { provider: key }
const chatId = z.string().min(1).max(200)
const milliseconds = z
  .number()
  .min(0)
  .max(366 * 24 * 60 * 60 * 1000, 'a duration is at most a year')

export const errorTypes = [
  'user_cancelled',
  'access_denied',
  'timeout',
  'server_error',
  'invalid_scope',
  'token_exchange_failed',
  'network_error',
] as const

export const disconnectReasons = ['user_initiated', 'token_expired', 'revoked', 'error'] as const

function byUser(properties: z.core.$ZodShape): EventType {
  return { properties: z.looseObject(properties), needsUser: true }
}

/** Event types of the plugin. Further properties are kept and ignored; providers nobody knows are accepted. */
export const events = {
  integration_viewed: byUser(provider),
  integration_connect_clicked: byUser(provider),
  integration_oauth_started: byUser(provider),
  integration_oauth_completed: byUser({
    ...provider,
    is_first_connection: z.boolean().optional(),
    duration_ms: milliseconds.optional(),
  }),
  integration_oauth_failed: byUser({
    ...provider,
    error_type: z.enum(errorTypes, `error_type is one of: ${errorTypes.join(', ')}`),
    duration_ms: milliseconds.optional(),
  }),
  integration_used_in_chat: byUser({
    ...provider,
    service: key,
    chat_id: chatId.optional(),
    action_type: key.optional(),
    success: z.boolean().optional(),
  }),
  integration_data_fetched: byUser({
    ...provider,
    service: key.optional(),
    duration_ms: milliseconds.optional(),
    success: z.boolean().optional(),
  }),
  integration_error: byUser({ ...provider, service: key.optional(), error_type: key.optional() }),
  integration_disconnected: byUser({
    ...provider,
    disconnect_reason: z.enum(disconnectReasons, `disconnect_reason is one of: ${disconnectReasons.join(', ')}`),
  }),
  integration_reconnected: byUser(provider),
  chat_started: byUser({ chat_id: chatId }),
} satisfies Record<string, EventType>
