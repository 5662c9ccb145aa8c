/** Events about integrations, in the order people cause them. */
export type IntegrationEvent =
  | 'integration_viewed'
  | 'integration_connect_clicked'
  | 'integration_oauth_started'
  | 'integration_oauth_completed'
  | 'integration_oauth_failed'
  | 'integration_used_in_chat'
  | 'integration_data_fetched'
  | 'integration_error'
  | 'integration_disconnected'
  | 'integration_reconnected'
