import { Link } from 'react-router'
import { t } from '../words.ts'

/** The interface a list is of, and those that read it as well. */
export function Readers({ names: [owner, ...others] }: { names: readonly string[] }) {
  return (
    <>
      <Link to={`/interfaces/${owner}`}>{owner}</Link>
      {others.length > 0 && (
        <>
          {', '}
          {t('also read by')}{' '}
          {others.map((name, index) => (
            <span key={name}>
              {index > 0 && ', '}
              <Link to={`/interfaces/${name}`}>{name}</Link>
            </span>
          ))}
        </>
      )}
    </>
  )
}
