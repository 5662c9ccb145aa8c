/** `integrations.connections`: one span in which a user was connected to a provider. */
export interface ConnectionRow {
  readonly tenant_id: string
  /** Id of the event that opened it. */
  readonly connection_id: string
  readonly user_id: string
  readonly account_id: string | null
  readonly provider: string
  readonly connected_at: Date
  /** Null while open. */
  readonly disconnected_at: Date | null
  readonly disconnect_reason: string | null
  readonly is_first_connection: boolean
  readonly last_used_at: Date | null
}

/** `integrations.chats`: one chat. A use that arrives before its `chat_started` leaves user and start empty until then. */
export interface ChatRow {
  readonly tenant_id: string
  readonly chat_id: string
  readonly user_id: string | null
  readonly account_id: string | null
  readonly started_at: Date | null
  readonly used_integration: boolean
  readonly first_used_at: Date | null
  /** Provider used first, null while none was. */
  readonly provider: string | null
}
