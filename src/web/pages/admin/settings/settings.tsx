import { getInstallation, type InstallationInput, timeZones, updateInstallation } from '#identity/index.ts';
import { say } from '#lib/words.ts';
import { act, freshForm } from '../../../act.ts';
import { Button, ButtonGroup, LinkButton } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { NumberField, Select, TextField } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text, toObject } from '../../../form.ts';
import { page } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { administrator } from '../shared/guard.ts';
import { shared } from '../shared/words.ts';
import { words } from './words.ts';

const mebibyte = 1024 * 1024;

const show = (c: Ctx, state: FormState): Promise<Response> => {
  administrator(c);
  const host = c.var.installation?.hostOfficeId;
  return page(
    c,
    {
      title: words.title,
      section: 'settings',
      lead: say(words.lead, c.var.language),
      actions: host ? <LinkButton href={paths.office(host)} label={words.host} icon="building" /> : null,
      state,
      width: 'narrow',
    },
    <Card>
      <ActForm action={paths.settings()} state={state}>
        <TextField state={state} name="governmentName" label={words.governmentName} hint={words.governmentHint} />
        <div class="g-pair">
          <TextField state={state} name="cityName" label={words.cityName} />
          <TextField state={state} name="place" label={words.place} />
        </div>
        <TextField state={state} name="domain" label={words.domain} hint={words.domainHint} width="medium" spellcheck={false} />
        <Select state={state} name="timeZone" label={words.timeZone} options={timeZones} empty={false} width="medium" />
        <NumberField state={state} name="uploadLimitBytes" label={words.limit} suffix="MiB" />
        <ButtonGroup>
          <Button label={shared.save} />
        </ButtonGroup>
      </ActForm>
    </Card>,
  );
};

/** What the office said of itself at the set-up, to change. */
export const settingsPage: Page = (app) => {
  app.get(paths.settings(), async (c) => {
    const { governmentName, cityName, place, domain, timeZone, uploadLimitBytes } = await getInstallation(c.var.services.db);
    const fields = {
      governmentName,
      cityName,
      place,
      domain,
      timeZone,
      uploadLimitBytes: Math.round(uploadLimitBytes / mebibyte),
    };
    return show(c, freshForm(c, fields));
  });

  app.post(paths.settings(), async (c) => {
    const answer = await act(c, {
      run: async (tx, { actor, values, now }) => {
        const typed = toObject(values);
        const uploadLimitBytes = Number(text(values, 'uploadLimitBytes')) * mebibyte;
        await updateInstallation(tx, { installation: { ...typed, uploadLimitBytes } as InstallationInput, by: actor, now });
        return { to: paths.settings(), said: shared.saved };
      },
      again: (state) => show(c, state),
    });
    c.var.services.installation.forget();
    return answer;
  });
};
