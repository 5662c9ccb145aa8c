import { Gallery } from '@tessera/ui/gallery'
import { usePageTitle } from '../controls/use-page-title.ts'

/** Every visualization in every state. Open to strangers: it shows made-up figures only. */
export function GalleryPage() {
  usePageTitle('Gallery')
  return <Gallery />
}
