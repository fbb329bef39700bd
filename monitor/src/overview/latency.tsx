import { duration, t } from '../words.ts'

/** How long deliveries took within the last hour. */
export function Latency({ latency }: { latency: { count: number; p50: number; p99: number } | undefined }) {
  return (
    <section>
      <h2>{t('From the receipt to the end, within the last hour')}</h2>
      {latency === undefined ? (
        <p className="empty">{t('Nothing was delivered within the last hour.')}</p>
      ) : (
        <p>
          {latency.count === 1
            ? t('The only delivery took {took}.', { took: duration(latency.p50) })
            : t('Half of {count} deliveries took {p50} at most, 99 of 100 {p99}.', {
                count: latency.count,
                p50: duration(latency.p50),
                p99: duration(latency.p99),
              })}
        </p>
      )}
    </section>
  )
}
