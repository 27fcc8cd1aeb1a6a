import { namesOfApplication, pictureDocumentOf } from '#cases/index.ts';
import { type Language, say } from '#lib/words.ts';
import { type ApplicationPage, applicationPicture, draw, getApplication, maySeeServers, type Picture } from '#registry/index.ts';
import { asked } from '../../../asked.ts';
import type { Ctx, Page } from '../../../context.ts';
import { page, param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { shared } from '../shared/words.ts';
import { sendDocument, sendPictureData, sendSvg } from './files.ts';
import { recordHref } from './links.ts';
import { PictureCard } from './picture-card.tsx';
import { words } from './words.ts';

/** The way to an application with all its names that the reader may see. */
export const wayTo = async (
  c: Ctx,
  application: Pick<ApplicationPage, 'id' | 'name' | 'origin'>,
  language: Language = c.var.language,
): Promise<Picture> => {
  const { db } = c.var.services;
  const actor = signedIn(c);
  const names = (await namesOfApplication(db, application)).filter(({ internal }) => maySeeServers(actor) || !internal);
  const picture = await applicationPicture(db, actor, { applicationId: application.id, names, language });
  return { ...picture, title: say(words.ofApplication, language, { name: application.name }) };
};

const show = async (c: Ctx): Promise<Response> => {
  const actor = signedIn(c);
  const application = await getApplication(c.var.services.db, actor, param(c, 'id'));
  const picture = await wayTo(c, application);
  const { language } = c.var;
  const drawn = await draw(picture, { language, hrefOf: recordHref, gather: false });
  const full = asked(c, 'size') === 'full';
  return page(
    c,
    {
      title: picture.title,
      section: 'applications',
      breadcrumbs: [
        { label: shared.applications, href: paths.applications() },
        { label: application.name, href: paths.application(application.id) },
      ],
      lead: say(maySeeServers(actor) ? words.applicationLead : words.outside, language),
      width: 'full',
      scripts: ['picture.js'],
    },
    <PictureCard
      title={words.picture}
      name={picture.title}
      drawn={drawn}
      hrefOf={recordHref}
      files={['svg', 'pdf', 'json'].map((format) => ({
        label: format.toUpperCase(),
        href: paths.applicationTopologyFile(application.id, format),
      }))}
      sizes={{ full, href: paths.applicationTopology(application.id, { size: full ? '' : 'full' }) }}
    />,
  );
};

/** The way from the users to one application, drawn as far as the reader may see it. */
export const applicationTopologyPage: Page = (app) => {
  app.get(paths.applicationTopology(':id'), show);

  app.get(paths.applicationTopologyFile(':id', 'svg'), async (c) => {
    const application = await getApplication(c.var.services.db, signedIn(c), param(c, 'id'));
    const picture = await wayTo(c, application);
    const { svg } = await draw(picture, { language: c.var.language, gather: false, titled: true });
    return sendSvg(c, picture.title, svg);
  });

  app.get(paths.applicationTopologyFile(':id', 'pdf'), async (c) => {
    const application = await getApplication(c.var.services.db, signedIn(c), param(c, 'id'));
    const picture = await wayTo(c, application, 'id');
    const data = await pictureDocumentOf(picture, application.name);
    return sendDocument(c, { kind: 'topology-document', hal: `Dokumentasi Topologi Aplikasi ${application.name}`, data });
  });

  app.get(paths.applicationTopologyFile(':id', 'json'), async (c) => {
    const application = await getApplication(c.var.services.db, signedIn(c), param(c, 'id'));
    const picture = await wayTo(c, application);
    return sendPictureData(c, picture.title, picture);
  });
};
