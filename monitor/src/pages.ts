import type { ComponentType } from 'react'

type Load = () => Promise<ComponentType>

/** Every page by its place; each is loaded when it is first opened. */
export const pages: readonly (readonly [place: string, load: Load])[] = [
  ['/', async () => (await import('./pages/overview.tsx')).Overview],
  ['/messages', async () => (await import('./pages/messages.tsx')).Messages],
  ['/messages/:id', async () => (await import('./pages/message.tsx')).MessagePage],
  ['/refused', async () => (await import('./pages/refused.tsx')).Refused],
  ['/objects/:interface/*', async () => (await import('./pages/object.tsx')).ObjectPage],
  ['/interfaces', async () => (await import('./pages/interfaces.tsx')).Interfaces],
  ['/interfaces/:name', async () => (await import('./pages/interface.tsx')).InterfacePage],
  ['/value-mappings', async () => (await import('./pages/value-mappings.tsx')).ValueMappings],
  ['/value-mappings/:interface/:list', async () => (await import('./pages/value-mapping.tsx')).ValueMappingPage],
  ['/channels', async () => (await import('./pages/channels.tsx')).Channels],
  ['/alerts', async () => (await import('./pages/alerts.tsx')).Alerts],
  ['/audit', async () => (await import('./pages/audit.tsx')).Audit],
  ['/users', async () => (await import('./pages/users.tsx')).Users],
  ['/tokens', async () => (await import('./pages/tokens.tsx')).Tokens],
  ['*', async () => (await import('./pages/not-found.tsx')).NotFound],
]

/** The page that an address shows. */
export function pageOf(path: string): Load | undefined {
  return pages.find(([place]) => asPattern(place).test(path))?.[1]
}

function asPattern(place: string): RegExp {
  return new RegExp(`^${place.replace(/:\w+/g, '[^/]+').replace('*', '.*')}/?$`)
}
