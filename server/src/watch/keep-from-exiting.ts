import { pluginOfCurrentCall } from '@tessera/registry'
import { serverErrors } from '../errors.ts'

/** Makes `process.exit` in plugin code an error of that plugin, which would end everybody's server. */
export function keepFromExiting(): void {
  const exit = process.exit.bind(process)
  process.exit = (code) => {
    const plugin = pluginOfCurrentCall()
    if (plugin !== undefined) throw serverErrors('plugin_exits', { plugin })
    return exit(code)
  }
}
