import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { get } from '../api.ts'
import { MissingLists } from '../parts/missing-lists.tsx'
import { t } from '../words.ts'

interface Props {
  /** How many messages an added code lets go out. */
  readonly count: number
  readonly interfaceName: string
  readonly list: string
}

/** What an added code set going: how much of it is still on its way, and which other code holds some of it now. */
export function Released({ count, interfaceName, list }: Props) {
  const { data } = useQuery({
    queryKey: ['overview'],
    queryFn: () => get<{ stuck: Record<'waiting' | 'delivering', number> }>('/overview'),
    refetchInterval: 2000,
    enabled: count > 0,
  })
  const left = data === undefined ? 0 : data.stuck.waiting + data.stuck.delivering
  return (
    <>
      <p role="status">
        {t('Saved; {released} {released:message goes|messages go} out.', { released: count })}{' '}
        {left > 0 && t('On their way or waiting now: {left}.', { left })}{' '}
        {count > 0 && (
          <Link to={`/messages?interface=${encodeURIComponent(interfaceName)}`}>
            {t('Messages of {name}', { name: interfaceName })}
          </Link>
        )}
      </p>
      {count > 0 && left === 0 && <MissingLists of={interfaceName} but={list} />}
    </>
  )
}
