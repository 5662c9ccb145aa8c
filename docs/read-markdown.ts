const fence = /^```[^\n]*\n[\s\S]*?^```$/gm

/** Targets of links and pictures that stay inside the repository. */
export function linksOf(text: string): readonly string[] {
  const prose = text.replaceAll(fence, '')
  const markdown = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '')
  const html = [...prose.matchAll(/\b(?:src|srcset|href)="([^"]+)"/g)].map((match) => match[1] ?? '')
  return [...markdown, ...html].filter((link) => !/^[a-z]+:/.test(link))
}

/** Anchors that the headings of a document make, as they appear on the web. */
export function anchorsOf(text: string): readonly string[] {
  const headings = [...text.replaceAll(fence, '').matchAll(/^#+ (.+)$/gm)].map((match) => match[1] ?? '')
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

const tops = 'core|plugins|host|server|docs|scripts|test'

/** Paths of the repository written as code, as in `core/query/src/engine.ts`. */
export function pathsOf(text: string): readonly string[] {
  const code = [...text.replaceAll(fence, '').matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '')
  return code.filter((each) => new RegExp(`^(${tops})/[\\w./-]+$`).test(each) && !invented.has(each))
}

// Folders the guides ask the reader to make.
const invented = new Set(['plugins/hello', 'plugins/hello/', 'plugins/'])

/** Code blocks that say which file they show: ```ts file=docs/examples/… */
export function includesOf(text: string): readonly { readonly file: string; readonly code: string }[] {
  const blocks = text.matchAll(/^```\w+ file=(\S+)\n([\s\S]*?)^```$/gm)
  return [...blocks].map((match) => ({ file: match[1] ?? '', code: (match[2] ?? '').trimEnd() }))
}
