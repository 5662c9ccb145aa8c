import type { Page } from 'playwright-core'

/**
 * Texts that cannot be read as they stand, a line each: cut by their box or with an ellipsis in a drawing, beyond the edge of their drawing,
 * or written over another one. What scrolls is not cut.
 */
export async function textsHardToRead(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const say = (what: string, element: Element, more = '') => {
      const card = element.closest('section[aria-labelledby], section[aria-label], [role=dialog]')
      const of = card?.querySelector('h3, h2')?.textContent ?? card?.getAttribute('aria-label') ?? ''
      found.push(`${of}: ${what} '${element.textContent?.slice(0, 80)}'${more}`)
    }
    const isHidden = (element: Element) => {
      const { width, height } = element.getBoundingClientRect()
      return width < 2 || height < 2 || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    }
    const holdsText = (element: Element) =>
      [...element.childNodes].some(({ nodeType, textContent }) => nodeType === 3 && textContent?.trim() !== '')
    const clips = (overflow: string) => overflow === 'hidden' || overflow === 'clip'

    for (const element of document.querySelectorAll<HTMLElement>('main *, [role=dialog] *, nav *')) {
      if (!(element instanceof HTMLElement) || !holdsText(element) || isHidden(element)) continue
      const { overflowX, overflowY, webkitLineClamp } = getComputedStyle(element)
      // why: the beginning of a text whose whole stands on the page it leads to
      if (webkitLineClamp !== 'none') continue
      const isWide = clips(overflowX) && element.scrollWidth > element.clientWidth + 1
      const isHigh = clips(overflowY) && element.scrollHeight > element.clientHeight + 2
      if (isWide || isHigh) say('cut', element)
    }

    for (const svg of document.querySelectorAll<SVGSVGElement>('main svg[role=img]')) {
      if (isHidden(svg)) continue
      const room = svg.getBoundingClientRect()
      const texts = [...svg.querySelectorAll('text')].filter((text) => (text.textContent ?? '').trim() !== '')
      const boxes = texts.map((text) => ({
        text,
        box: text.getBoundingClientRect(),
        turned: text.closest('[transform*=rotate]') !== null,
      }))
      for (const { text, box } of boxes) {
        if (text.textContent?.includes('…')) say('cut', text)
        const beyond = Math.max(room.left - box.left, box.right - room.right, box.bottom - room.bottom - 2)
        if (beyond > 3) say('beyond its drawing', text, ` by ${Math.round(beyond)} px`)
      }
      const plain = boxes.filter(({ turned }) => !turned)
      for (const [index, one] of plain.entries())
        for (const other of plain.slice(index + 1)) {
          const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left)
          const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top)
          if (across > 2 && down > 5) say('over another', one.text, ` and '${other.text.textContent}'`)
        }
    }
    return [...new Set(found)]
  })
}
