import { useQuery } from '@tanstack/react-query'
import { casesOf, Gallery } from '@tessera/ui/gallery'
import { pluginDrawings } from '../plugins/plugin-drawings.ts'
import { usePageTitle } from '../controls/use-page-title.ts'

/** Every visualization in every state, those of plugins too. Open to strangers: it shows made-up figures only. */
export function GalleryPage() {
  usePageTitle('Gallery')
  const brought = useQuery({
    queryKey: ['plugin-views'],
    queryFn: async () => casesOf(await pluginDrawings()),
    staleTime: Infinity,
  })
  return <Gallery more={brought.data ?? []} />
}
