import { dimension } from '@tessera/plugin-api'
import { providers } from './extend.ts'

/** What integration metrics can be broken down by. */
export const dimensions = {
  provider: dimension({
    title: 'Provider',
    description: 'Company whose account was connected. Providers without a package are shown under their key.',
    labelsFrom: providers.id,
  }),
  service: dimension({
    title: 'Service',
    description: 'Product of the provider that a chat read from or wrote to.',
    labelsFrom: `${providers.id}#services`,
  }),
  error_type: dimension({
    title: 'Failure reason',
    description: 'Why an OAuth attempt came back without a connection.',
    labels: {
      user_cancelled: 'User cancelled',
      access_denied: 'Access denied',
      timeout: 'Timeout',
      server_error: 'Server error',
      invalid_scope: 'Invalid scope',
      token_exchange_failed: 'Token exchange failed',
      network_error: 'Network error',
    },
  }),
  disconnect_reason: dimension({
    title: 'Disconnect reason',
    description: 'Why a connection ended.',
    labels: {
      user_initiated: 'By the user',
      token_expired: 'Token expired',
      revoked: 'Revoked at the provider',
      error: 'Error',
    },
  }),
  action_type: dimension({
    title: 'Action',
    description: 'What a chat did with the service, as the program that posted the event calls it.',
    labels: { read: 'Read', search: 'Search', create: 'Create', update: 'Update', send: 'Send' },
  }),
} as const
