import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { get } from '../api.ts'
import type { ListOfValues, Page } from '../model.ts'
import { t } from '../words.ts'

interface Props {
  /** Only those of one interface. */
  readonly of?: string
  /** Those of which nothing need be said. */
  readonly but?: string
}

/** The value mappings that lack codes, and how much goes out when they are added: one deed for many messages. */
export function MissingLists({ of, but }: Props) {
  const { data } = useQuery({ queryKey: ['value-mappings'], queryFn: () => get<Page<ListOfValues>>('/value-mappings') })
  const isMeant = (one: ListOfValues) =>
    one.held > 0 && one.list !== but && (of === undefined || [one.interface, ...one.alsoReadBy].includes(of))
  const lacking = data?.items.filter(isMeant).toSorted((left, right) => right.held - left.held) ?? []
  if (lacking.length === 0) return null
  return (
    <ul className="card lacking">
      {lacking.map(({ interface: name, list, held }) => (
        <li key={`${name} ${list}`}>
          {t('{count} {count:message lacks|messages lack} a code:', { count: held })}{' '}
          <Link to={`/value-mappings/${name}/${list}`}>{t('add it to {list} of {name}', { list, name })}</Link>
        </li>
      ))}
    </ul>
  )
}
