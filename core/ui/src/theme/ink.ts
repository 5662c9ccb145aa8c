import { tokenValue, type Scheme } from './tokens.ts'

/** A colour token as CSS: `ink('text')` is `var(--t-text)`. Follows the theme wherever it is drawn. */
export function ink(name: string): string {
  return `var(--t-${name})`
}

/** Replaces colour variables in markup by their values, for SVG that leaves the page: mail, PDF, image. */
export function inlineTokens(markup: string, scheme: Scheme): string {
  return markup.replaceAll(/var\(--t-([a-z0-9-]+)\)/g, (_, name: string) => tokenValue(name, scheme))
}
