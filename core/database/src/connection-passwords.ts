const secretName = /pass|pwd|secret|token/i

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const userAndPassword = /^([a-z][a-z\d+.-]*:\/\/[^:@]*):(.*)@/is
// Settings of a connection written as words: host=… password='…'
const setting = /([^\s=]+)\s*=\s*('(?:[^'\\]|\\.)*'|\S*)/g
const parameter = /[?&]([^=&?]+)=([^&]*)/g

const isSecret = (part: string) => secretName.test(decoded(part.split('=', 1)[0] ?? ''))

/**
 * The address of a server as it may be shown: without the password, wherever it stands. Rather too little is shown than a part
 * of a password that holds signs of addresses.
 */
export function withoutPassword(address: string): string {
  if (!address.includes('://')) return address.replace(setting, (all) => (isSecret(all.trim()) ? '' : all)).trim()
  const [place = '', ...rest] = address.replace(userAndPassword, '$1@').replace(/#.*$/s, '').split('?')
  const shown = rest
    .join('?')
    .split('&')
    .filter((part) => part !== '' && !isSecret(part))
  return shown.length === 0 ? place : `${place}?${shown.join('&')}`
}

/** Every text that may be read as a password in an address, or as a part of one: as it is written, and decoded. */
export function passwordsIn(address: string): string[] {
  const [, , password = ''] = userAndPassword.exec(address) ?? []
  const values = [...address.matchAll(address.includes('://') ? parameter : setting)]
    .filter(([, name = '']) => isSecret(name))
    .map(([, , value = '']) => value.replace(/^'(.*)'$/s, '$1'))
  const written = [password, ...values].flatMap((value) => [value, ...value.split(/[/?#@]/)])
  return [...new Set(written.flatMap((value) => [value, decoded(value)]))].filter((value) => value !== '')
}
