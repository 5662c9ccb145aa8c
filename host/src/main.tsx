import './app/without-eval.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { leavesForBasePath } from './api/base-path.ts'
import { reloadAfterDeploy } from './api/reload-after-deploy.ts'
import { reloadWhenRestored } from './api/reload-when-restored.ts'

reloadAfterDeploy()
reloadWhenRestored()
const root = document.getElementById('root')
if (root !== null && !leavesForBasePath())
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
