import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** A mail server of a test: what it took, by whom it was sent and for whom. */
export interface SmtpBox {
  readonly url: string
  readonly taken: { readonly to: readonly string[]; readonly from: string; readonly raw: string }[]
  readonly close: () => Promise<void>
}

/** A mail server on this machine. It refuses nobody@…, and puts off later@… the first time. */
export async function openSmtpBox({ secure = false } = {}): Promise<SmtpBox> {
  const taken: SmtpBox['taken'] = []
  let isLater = false
  const server = new SMTPServer({
    secure,
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onRcptTo: ({ address }, _, done) => {
      const refused = (responseCode: number, message: string) =>
        done(Object.assign(new Error(message), { responseCode }))
      if (address.startsWith('nobody@')) return refused(550, 'no such mailbox')
      if (address.startsWith('later@') && !isLater) {
        isLater = true
        return refused(451, 'come back later')
      }
      done()
    },
    onData: (stream, { envelope }, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = envelope
        const from = mailFrom === false ? '' : mailFrom.address
        taken.push({ to: rcptTo.map(({ address }) => address), from, raw: Buffer.concat(parts).toString() })
        done()
      })
    },
  })
  // a client that leaves early is part of the tests
  server.on('error', () => {})
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port: own } = server.server.address() as AddressInfo
  return {
    url: `${secure ? 'smtps' : 'smtp'}://127.0.0.1:${own}`,
    taken,
    close: () => new Promise((resolve) => void server.close(resolve)),
  }
}
