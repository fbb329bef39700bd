import { Link } from 'react-router'
import { toldRule } from '../told.ts'
import { shown, t, timeOfDay } from '../words.ts'

/** Counts of one interface, minute by minute; the last minute is not over. */
export interface Flow {
  name: string
  title: string
  received: readonly number[]
  written: readonly number[]
}

interface Props {
  readonly title: string
  /** ISO time of the first minute. */
  readonly from: string
  readonly flows: readonly Flow[]
  readonly of: 'received' | 'written'
}

/** Bars a minute, one colour an interface, and below them the same as a table, for those who do not see the bars. */
export function MinutesChart({ title, from, flows, of }: Props) {
  const series = flows
    .map((flow) => ({ title: toldRule(flow.title), name: flow.name, counts: flow[of] }))
    .filter(({ counts }) => sum(counts) > 0)
    .map((one, index) => ({ ...one, colour: `var(--sapChart_OrderedColor_${(index % 11) + 1})` }))
  const minutes = flows[0]?.[of].length ?? 0
  const totals = Array.from({ length: minutes }, (_, minute) => sum(series.map(({ counts }) => counts[minute] ?? 0)))
  const highest = Math.max(1, ...totals)
  const moment = (minute: number) => timeOfDay(new Date(Date.parse(from) + minute * 60_000))
  if (minutes === 0) return null
  return (
    <section className="chart">
      <h2>
        {title} {series.length > 0 && <small className="quiet">{t('at most {count} a minute', { count: highest })}</small>}
      </h2>
      <svg
        viewBox={`0 0 ${minutes} 100`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('{title} of the last hour, by interface', { title })}
      >
        {series.map(({ name, counts, colour }, index) =>
          counts.map((count, minute) => {
            const below = sum(series.slice(0, index).map((other) => other.counts[minute] ?? 0))
            const height = (count / highest) * 95
            if (count === 0) return null
            return (
              <rect
                key={`${name} ${minute}`}
                x={minute + 0.1}
                y={100 - (below / highest) * 95 - height}
                width={0.8}
                height={height}
                fill={colour}
              >
                <title>{`${moment(minute)}: ${shown(count)}`}</title>
              </rect>
            )
          }),
        )}
      </svg>
      <div className="axis" aria-hidden="true">
        <span>{moment(0)}</span>
        <span>{moment(minutes - 1)}</span>
      </div>
      {series.length === 0 ? (
        <p className="empty">{t('Nothing within the last hour.')}</p>
      ) : (
        <table className="data">
          <thead>
            <tr>
              <th>{t('Interface')}</th>
              <th>{t('last five minutes')}</th>
              <th>{t('last hour')}</th>
            </tr>
          </thead>
          <tbody>
            {series.map(({ name, title: interfaceTitle, counts, colour }) => (
              <tr key={name}>
                <th scope="row">
                  <span className="key" style={{ background: colour }} /> {interfaceTitle}
                </th>
                <td>
                  {shown(Math.round(sum(counts.slice(-5)) / 0.5) / 10)} {t('a minute')}
                </td>
                <td>
                  {of === 'received' ? (
                    <Link to={`/messages?interface=${name}&from=-1h`}>{shown(sum(counts))}</Link>
                  ) : (
                    shown(sum(counts))
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
