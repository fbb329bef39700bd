import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { get } from '../api.ts'
import type { Page } from '../model.ts'
import { Problem } from '../parts/problem.tsx'
import { t } from '../words.ts'

const most = 100

/** A value mapping the interface reads; its codes are asked for when it is opened. */
export function ListCodes({ interfaceName, list }: { interfaceName: string; list: string }) {
  const [isOpen, setIsOpen] = useState(false)
  const path = `/value-mappings/${interfaceName}/${list}`
  const { data, error } = useQuery({
    queryKey: ['value-mapping', path],
    queryFn: () => get<Page<{ code: string; value: string }>>(path),
    enabled: isOpen,
    refetchInterval: false,
  })
  const items = data?.items ?? []
  return (
    <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{list}</summary>
      {error !== null && <Problem error={error} />}
      <p>
        <Link to={path}>{t('Change, import, export, who changed what')}</Link>
      </p>
      <dl className="codes">
        {items.slice(0, most).map(({ code, value }) => (
          <div key={code}>
            <dt>{code}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {items.length > most && <p className="note">{t('{count} more', { count: items.length - most })}</p>}
      {data !== undefined && items.length === 0 && <p className="empty">{t('No code was delivered; people add them.')}</p>}
    </details>
  )
}
