/** openapi-typescript writes types through the compiler's API, which version 7 does not have: it gets a compiler of its own. */
function readPackage(manifest) {
  if (manifest.name !== 'openapi-typescript') return manifest
  const { typescript: _, ...peerDependencies } = manifest.peerDependencies
  return { ...manifest, peerDependencies, dependencies: { ...manifest.dependencies, typescript: '5.9.3' } }
}

export const hooks = { readPackage }
