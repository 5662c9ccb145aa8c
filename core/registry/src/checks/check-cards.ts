import { registryErrors } from '../errors.ts'
import { viewId } from '../model/views.ts'
import type { World } from '../model/world.ts'

/** A card with the full id of its panel. */
interface PlacedCard {
  readonly panel: string
  readonly w: number
  readonly h: number
}

/** Refuses cards that are smaller than their view can be drawn. */
export function checkCards(dashboard: string, cards: readonly PlacedCard[], world: World): void {
  for (const { panel, w, h } of cards) {
    const spec = world.panel(panel)
    const view = spec && viewId(panel, spec)
    const least = view && world.view(view)?.size.least
    if (!view || !least || (w >= least.w && h >= least.h)) continue
    throw registryErrors('card_small', { dashboard, panel, view, ...least })
  }
}
