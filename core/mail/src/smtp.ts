import type { StoredAttachment } from './checked-mail.ts'

/** The mail server of an installation. */
export interface MailServer {
  /** `smtp://` or `smtps://`, with user and password where it asks for them. */
  readonly url: string
  /** Who mails are from: `Tessera <metrics@example.com>`. */
  readonly from: string
}

/** A mail as it goes out. */
export interface OutgoingMail {
  readonly id: string
  readonly address: string
  readonly subject: string
  readonly text: string
  readonly html: string | null
  readonly attachments: readonly StoredAttachment[]
}

export type SendMail = (mail: OutgoingMail) => Promise<void>

const waits = { dnsTimeout: 10_000, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 }
const isLoopback = (host: string) => /^(localhost|127\.[\d.]+|\[::1\])$/i.test(host)

/** How a server is reached. Its certificate is verified; a password goes to another machine over TLS or not at all. */
export function connectionOf(url: string) {
  const { protocol, hostname, port, username, password } = new URL(url)
  const secure = protocol === 'smtps:'
  const hasLogin = username !== ''
  return {
    ...waits,
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: !secure && hasLogin && !isLoopback(hostname),
    ...(hasLogin ? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } } : {}),
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

const domainOf = (from: string) => /@([^>\s]+)>?\s*$/.exec(from)?.[1] ?? 'localhost'

/** Sends by a mail server, over a connection of its own for each mail. */
export function smtpSender({ url, from }: MailServer): SendMail {
  return async ({ id, address, subject, text, html, attachments }) => {
    // why: a server that sends no mail holds none of it in memory
    const { createTransport } = await import('nodemailer')
    const transport = createTransport(connectionOf(url))
    try {
      await transport.sendMail({
        from,
        to: { name: '', address },
        subject,
        text,
        ...(html === null ? {} : { html }),
        messageId: `<${id}@${domainOf(from)}>`,
        attachments: attachments.map(({ name, type, content, inline }) => ({
          filename: name,
          contentType: type,
          content: Buffer.from(content, 'base64'),
          ...(inline === undefined ? {} : { cid: inline, contentDisposition: 'inline' as const }),
        })),
      })
    } finally {
      transport.close()
    }
  }
}

/** The server has refused this mail for good: to send it again would not help. */
export function isRefusal(error: unknown): boolean {
  const { responseCode = 0, code } = Object(error) as { readonly responseCode?: number; readonly code?: string }
  return responseCode >= 500 && responseCode < 600 && code !== 'EAUTH'
}
