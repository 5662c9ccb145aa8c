/** That a plugin sends mail, and to whom. */
export interface MailSpec {
  /** `members`: people of the tenant alone. `anybody`: any address, for what customers or partners are to get. */
  readonly to: 'members' | 'anybody'
}
