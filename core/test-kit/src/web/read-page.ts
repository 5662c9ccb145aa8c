import { setTimeout as sleep } from 'node:timers/promises'
import { kitErrors } from '../errors.ts'
import type { Drawn } from './draw-page.tsx'

/** A page in a test: what it shows, and what a person does with it. */
export interface ReadPage {
  readonly main: HTMLElement
  /** All that is written in it now. */
  readonly text: () => string
  /** Waits until this is written in it. Fails with `page_lacks`, and what is there instead, when it does not come. */
  readonly until: (text: string) => Promise<void>
  /** Writes into the field of this label. */
  readonly fill: (label: string, value: string) => Promise<void>
  /** Presses the button of this name. */
  readonly press: (button: string) => Promise<void>
  readonly close: () => Promise<void>
}

const patienceMs = 10_000

/** What a test does with a drawn page. */
export function readPage({ main, change, leave }: Drawn, closeWindow: () => Promise<void>): ReadPage {
  // why: the theme stands in the page as style sheets
  const written = () => [...main.children].filter(({ tagName }) => tagName !== 'STYLE')
  const text = () =>
    written()
      .map(({ textContent }) => textContent)
      .join('')
  const named = <Found extends Element>(what: string, name: string, found: Found | undefined): Found => {
    if (found) return found
    throw kitErrors('page_lacks', { what: `${what} '${name}'`, shown: text().slice(0, 500) })
  }
  const until: ReadPage['until'] = async (wanted) => {
    const deadline = performance.now() + patienceMs
    while (!text().includes(wanted)) {
      if (performance.now() > deadline)
        throw kitErrors('page_lacks', { what: `'${wanted}'`, shown: text().slice(0, 500) })
      await change(() => sleep(5))
    }
  }
  const fill: ReadPage['fill'] = async (label, value) => {
    const labels = [...main.querySelectorAll('label')]
    const found = labels.find(({ textContent }) => textContent.replace(/\s*\*$/, '') === label)
    const id = named('field', label, found).htmlFor
    const input = named('field', label, main.querySelector<HTMLInputElement>(`[id="${id}"]`) ?? undefined)
    // why: React keeps what it wrote itself, and hears of no other value that is set the usual way
    const write = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(input) as object, 'value')?.set
    await change(() => {
      write?.call(input, value)
      input.dispatchEvent(new (input.ownerDocument.defaultView ?? globalThis).Event('input', { bubbles: true }))
    })
  }
  const press: ReadPage['press'] = async (name) => {
    const buttons = [...main.querySelectorAll('button')]
    const found = named(
      'button',
      name,
      buttons.find(({ textContent }) => textContent.trim() === name),
    )
    await change(() => found.click())
  }
  const close = async () => {
    await leave()
    await closeWindow()
  }
  return { main, text, until, fill, press, close }
}
