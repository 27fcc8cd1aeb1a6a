import { listAccounts } from '#identity/index.ts';
import { shortDate } from '#lib/format.ts';
import type { OwnerFault, Ownership } from '#wiki/index.ts';
import type { Option } from '../../../components/field/field.tsx';
import { Status } from '../../../components/status/status.tsx';
import type { Ctx } from '../../../context.ts';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { words as common } from '../words.ts';
import { words } from './words.ts';

/** Says of an owner that he or she cannot act now. */
export const OwnerMark = ({ fault, until }: { fault: OwnerFault | null; until?: Temporal.PlainDate | null }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  if (fault === 'gone') return <Status label={words.gone} colour="red" />;
  if (fault !== 'away') return null;
  return (
    <Status label={until ? t(words.awayUntil, { day: shortDate(until, language, timeZone) }) : words.away} colour="orange" />
  );
};

/** Who answers for a page, and where that is said. */
export const Owner = ({ owner }: { owner: Ownership | null }) => {
  const t = useWords();
  if (!owner) return <span>{t(common.nobody)}</span>;
  return (
    <span>
      {owner.name} <OwnerMark fault={owner.fault} until={owner.awayUntil} />
      {owner.from === 'page' ? null : (
        <span class="g-sub">
          {owner.above ? (
            <>
              {t(words.inheritedAbove)}: <a href={paths.wikiPage(owner.above.spaceKey, owner.above.slug)}>{owner.above.title}</a>
            </>
          ) : (
            t(words.inheritedSpace)
          )}
        </span>
      )}
    </span>
  );
};

/** Who can be made an owner: the hosting office's people who can sign in. `kept` stands there whatever became of that person. */
export const ownerOptions = async (c: Ctx, kept: { personId: string; name: string } | null = null): Promise<Option[]> => {
  const accounts = await listAccounts(c.var.services.db, { officeId: c.var.installation?.hostOfficeId ?? '' });
  const options = accounts
    .filter(({ disabledAt }) => !disabledAt)
    .map(({ personId, personName }) => ({ value: personId, label: personName }));
  if (!kept || options.some(({ value }) => value === kept.personId)) return options;
  return [{ value: kept.personId, label: kept.name }, ...options];
};
