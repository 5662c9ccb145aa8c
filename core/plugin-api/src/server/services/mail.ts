import type { Role } from '../../permission.ts'

/** A file that goes along with a mail. */
export interface MailAttachment {
  /** As who reads the mail saves it: `quotas-2027.csv`. */
  readonly name: string
  /** Media type: `text/csv`. */
  readonly type: string
  readonly content: string | Uint8Array
  /** Name by which `html` shows it as `<img src="cid:name">`: letters, digits, `-` and `_`. */
  readonly inline?: string
}

/** A mail to one recipient or several, each of whom gets their own and sees no other one. */
export interface MailMessage {
  /** Addresses, ids of members, or all members with a role; 50 at most. */
  readonly to: string | readonly string[] | { readonly role: Role }
  /** One line, 200 characters at most. */
  readonly subject: string
  /** What every mail program can show; 200 kB at most. */
  readonly text: string
  /** The same with markup; 500 kB at most. Values in it are escaped by who writes it; `mailTemplate` does. */
  readonly html?: string
  /** Five at most, with 5 MiB together. */
  readonly attachments?: readonly MailAttachment[]
}

/** How a plugin sends mail. It says so in the contract: `mail: { to: 'members' }`. */
export interface Mail {
  /**
   * Stores a mail; it is sent in the background, and tried again while the mail server is away. Admins see it in the outbox. Answers how many
   * get it: none where nobody has the role. Call it after the transaction that wrote: inside one it is refused with `transaction_open`.
   * Refuses `mail_undeclared`, `mail_wrong`, `mail_recipient_unknown`, `mail_too_many`, `secret_in_mail`.
   */
  readonly send: (mail: MailMessage) => Promise<{ readonly recipients: number }>
}
