import { event } from '@tessera/plugin-api'

const provider = 'google'

/** Events people cause, in the order they do. */
export const events = {
  integration_viewed: event({
    title: 'Integration viewed',
    description: 'the first step of the funnel',
    example: { provider },
  }),
  integration_connect_clicked: event({
    title: 'Connect clicked',
    description: 'the second step of the funnel',
    example: { provider },
  }),
  integration_oauth_started: event({ title: 'Sign-in at the provider begun', example: { provider } }),
  integration_oauth_completed: event({
    title: 'Sign-in at the provider done',
    description: 'which connects the account',
    example: { provider, is_first_connection: true, duration_ms: 4200 },
  }),
  integration_oauth_failed: event({
    title: 'Sign-in at the provider failed',
    example: { provider, error_type: 'user_cancelled', duration_ms: 8100 },
  }),
  integration_used_in_chat: event({
    title: 'Integration used in a chat',
    example: { provider, service: 'gmail', chat_id: 'chat-1', action_type: 'search', success: true },
  }),
  integration_data_fetched: event({
    title: 'Data fetched',
    example: { provider, service: 'gmail', duration_ms: 350, success: true },
  }),
  integration_error: event({ title: 'Error of an integration', example: { provider, error_type: 'timeout' } }),
  integration_disconnected: event({
    title: 'Integration disconnected',
    example: { provider, disconnect_reason: 'user_initiated' },
  }),
  integration_reconnected: event({ title: 'Integration connected again', example: { provider } }),
  chat_started: event({ title: 'Chat begun', example: { chat_id: 'chat-1' } }),
} as const
