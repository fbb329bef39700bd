import '@ui5/webcomponents-icons/dist/home.js'
import '@ui5/webcomponents-icons/dist/email.js'
import '@ui5/webcomponents-icons/dist/process.js'
import '@ui5/webcomponents-icons/dist/translate.js'
import '@ui5/webcomponents-icons/dist/connected.js'
import '@ui5/webcomponents-icons/dist/bell.js'
import '@ui5/webcomponents-icons/dist/history.js'
import '@ui5/webcomponents-icons/dist/menu2.js'
import '@ui5/webcomponents-icons/dist/group.js'
import '@ui5/webcomponents-icons/dist/key.js'
import { Button } from '@ui5/webcomponents-react/Button'
import { Icon } from '@ui5/webcomponents-react/Icon'
import { Suspense, useState } from 'react'
import { NavLink, Outlet } from 'react-router'
import { FindAnywhere } from './parts/find-anywhere.tsx'
import { Preferences } from './parts/preferences.tsx'
import { useIsNarrow } from './parts/use-is-narrow.ts'
import { useSession } from './session.tsx'
import { t } from './words.ts'

const places = [
  ['/', 'home', t('Overview')],
  ['/messages', 'email', t('Messages')],
  ['/interfaces', 'process', t('Interfaces')],
  ['/value-mappings', 'translate', t('Value mappings')],
  ['/channels', 'connected', t('Channels')],
  ['/alerts', 'bell', t('Alerts')],
  ['/audit', 'history', t('Audit log')],
] as const

const administratorsPlaces = [
  ['/users', 'group', t('Users and roles')],
  ['/tokens', 'key', t('API tokens')],
] as const

/** What is around every page. */
export function Shell() {
  const [isOpen, setIsOpen] = useState(false)
  const isNarrow = useIsNarrow()
  const { name, may, signOut } = useSession()
  const shown = may('administer') ? [...places, ...administratorsPlaces] : places
  return (
    <div className="shell">
      <a className="skip" href="#page">
        {t('Skip to the page')}
      </a>
      <header className="bar">
        <Button
          className="menu"
          icon="menu2"
          design="Transparent"
          accessibleName={t('Menu')}
          accessibilityAttributes={{ expanded: isOpen }}
          onClick={() => setIsOpen(!isOpen)}
        />
        <NavLink to="/" className="brand">
          Landbridge
        </NavLink>
        <FindAnywhere />
        <span className="grow" />
        {!isNarrow && <Preferences />}
        <Button design="Transparent" onClick={signOut}>
          {t('Sign out {name}', { name })}
        </Button>
      </header>
      <nav className={isOpen ? 'places open' : 'places'} aria-label={t('Pages')}>
        {shown.map(([path, icon, title]) => (
          <NavLink key={path} to={path} end={path === '/'} onClick={() => setIsOpen(false)}>
            <Icon name={icon} mode="Decorative" />
            {title}
          </NavLink>
        ))}
        {isNarrow && <Preferences />}
      </nav>
      <main className="page" id="page" tabIndex={-1}>
        <Suspense>
          <Outlet />
        </Suspense>
      </main>
    </div>
  )
}
