import { createBrowserRouter } from 'react-router'
import { pages } from './pages.ts'
import { Shell } from './shell.tsx'

export const router = createBrowserRouter([
  {
    element: <Shell />,
    children: pages.map(([path, load]) => ({ path, lazy: async () => ({ Component: await load() }) })),
  },
])
