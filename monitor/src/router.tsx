import { createBrowserRouter } from 'react-router'
import { Shell } from './shell.tsx'

// Each page is loaded when it is first opened.
export const router = createBrowserRouter([
  {
    element: <Shell />,
    children: [
      { path: '/', lazy: async () => ({ Component: (await import('./pages/overview.tsx')).Overview }) },
      { path: '/messages', lazy: async () => ({ Component: (await import('./pages/messages.tsx')).Messages }) },
      { path: '/messages/:id', lazy: async () => ({ Component: (await import('./pages/message.tsx')).MessagePage }) },
      { path: '/objects/:interface/*', lazy: async () => ({ Component: (await import('./pages/object.tsx')).ObjectPage }) },
      { path: '/interfaces', lazy: async () => ({ Component: (await import('./pages/interfaces.tsx')).Interfaces }) },
      { path: '/interfaces/:name', lazy: async () => ({ Component: (await import('./pages/interface.tsx')).InterfacePage }) },
      { path: '/value-mappings', lazy: async () => ({ Component: (await import('./pages/value-mappings.tsx')).ValueMappings }) },
      {
        path: '/value-mappings/:interface/:list',
        lazy: async () => ({ Component: (await import('./pages/value-mapping.tsx')).ValueMappingPage }),
      },
      { path: '/channels', lazy: async () => ({ Component: (await import('./pages/channels.tsx')).Channels }) },
      { path: '/alerts', lazy: async () => ({ Component: (await import('./pages/alerts.tsx')).Alerts }) },
      { path: '/audit', lazy: async () => ({ Component: (await import('./pages/audit.tsx')).Audit }) },
      { path: '/users', lazy: async () => ({ Component: (await import('./pages/users.tsx')).Users }) },
      { path: '/tokens', lazy: async () => ({ Component: (await import('./pages/tokens.tsx')).Tokens }) },
      { path: '*', lazy: async () => ({ Component: (await import('./pages/not-found.tsx')).NotFound }) },
    ],
  },
])
