import { Link } from 'react-router'
import { PageHead } from '../parts/page-head.tsx'
import { t } from '../words.ts'

export function NotFound() {
  return (
    <>
      <PageHead title={t('There is no such page')} />
      <p>
        <Link to="/">{t('Overview')}</Link>
      </p>
    </>
  )
}
