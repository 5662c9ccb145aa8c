import { importable } from '@tessera/plugin-api'
import { z } from 'zod'
import { activations, health, keysOf, severities } from '../choices.ts'
import { accountId, id, instant, needs, userId } from './columns.ts'

const endpoint = z.string().min(1).max(300)
const milliseconds = z.number().min(0).max(86_400_000)

/** Tables that the service itself, its monitoring and its agents bring their rows into. */
export const usageTables = {
  usage_logs: importable({
    title: 'Usage',
    description: 'Requests to the API: a row for each, or for several alike of one user within a minute.',
    key: ['log_id'],
    columns: z.object({
      log_id: id,
      occurred_at: instant,
      user_id: userId.nullish(),
      account_id: accountId.nullish(),
      endpoint,
      method: z.string().min(1).max(10).default('GET'),
      status_code: z.int().min(100).max(599),
      response_time_ms: milliseconds.nullish().meta({ description: 'The mean, where the row stands for several.' }),
      requests: z.int().min(1).max(1_000_000).default(1).meta({ description: 'How many requests the row stands for.' }),
    }),
    needs,
  }),
  error_logs: importable({
    title: 'Errors',
    description: 'Errors that the service logged.',
    key: ['error_id'],
    columns: z.object({
      error_id: id,
      occurred_at: instant,
      user_id: userId.nullish(),
      account_id: accountId.nullish(),
      error_type: z.string().min(1).max(200),
      error_message: z.string().max(2000).nullish(),
      endpoint: endpoint.nullish(),
      severity: z.enum(keysOf(severities)).default('error'),
      resolved_at: instant.nullish(),
    }),
    needs,
  }),
  health_checks: importable({
    title: 'Health checks',
    description:
      'What monitoring found. A check stands until the next one of its service, and no longer than a setting says.',
    key: ['service_name', 'checked_at'],
    columns: z.object({
      service_name: z.string().min(1).max(100),
      checked_at: instant,
      status: z.enum(keysOf(health)),
      response_time_ms: milliseconds.nullish(),
    }),
    needs,
  }),
  user_activations: importable({
    title: 'Activations',
    description: 'Steps that new users have done, each once.',
    key: ['user_id', 'activation_type'],
    columns: z.object({ user_id: userId, activation_type: z.enum(keysOf(activations)), completed_at: instant }),
    needs,
  }),
  agent_sessions: importable({
    title: 'Agent sessions',
    description: 'Conversations with agents.',
    key: ['session_id'],
    columns: z.object({
      session_id: id,
      user_id: userId.nullish(),
      account_id: accountId.nullish(),
      agent_id: z.string().min(1).max(200).nullish(),
      started_at: instant,
      ended_at: instant.nullish(),
      messages_count: z.int().min(0).max(1_000_000).nullish(),
      status: z.string().min(1).max(60).nullish(),
    }),
    needs,
  }),
} as const
