import type { ZonePage } from '#dns/index.ts';
import { Alert } from '../../components/alert/alert.tsx';
import { paths } from '../../paths.ts';
import { useWords } from '../../view.ts';
import { words } from './words.ts';

/** A name server inside the zone without an address: no name server loads such a zone. */
export const WithoutAddress = ({ zone, link = false }: { zone: ZonePage; link?: boolean }) => {
  const t = useWords();
  const lacking = zone.nameServers.filter(({ name, addresses }) => name.endsWith(`.${zone.name}`) && addresses.length === 0);
  if (lacking.length === 0) return null;
  return (
    <Alert tone="warning" title={words.noAddress}>
      <p>
        {t(words.noAddressHow, { names: lacking.map(({ name }) => name).join(', ') })}{' '}
        {link ? <a href={paths.zone(zone.id)}>{t(words.noAddressLink)}</a> : null}
      </p>
    </Alert>
  );
};
