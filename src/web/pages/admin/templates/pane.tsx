import type { Shown } from '#letters/index.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { useWords } from '../../../view.ts';
import { words } from './words.ts';

/** A picture larger than this is not sent inside a page. */
const largestPicture = 4_000_000;

/** What a template looks like, or why it cannot be printed; every fault leads to its line in the field `target`. */
export const PreviewPane = ({ shown, source, target }: { shown: Shown | null; source: string; target: string }) => (
  <section id="preview" class="g-preview" aria-live="polite">
    {shown === null ? <None /> : shown.ok ? <Picture shown={shown} /> : <Faults shown={shown} source={source} target={target} />}
  </section>
);

const None = () => {
  const t = useWords();
  return <p class="g-lead">{t(words.previewNone)}</p>;
};

const Picture = ({ shown }: { shown: Extract<Shown, { ok: true }> }) => {
  const t = useWords();
  const { document, pages } = shown;
  if (document.byteLength > largestPicture) return <Alert>{t(words.previewLong, { pages })}</Alert>;
  return (
    <>
      <p class="g-lead">{t(words.pages, { pages })}</p>
      <img src={`data:image/svg+xml;base64,${Buffer.from(document).toString('base64')}`} alt={t(words.previewAlt, { pages })} />
    </>
  );
};

const Faults = ({ shown, source, target }: { shown: Extract<Shown, { ok: false }>; source: string; target: string }) => {
  const t = useWords();
  const lines = source.split('\n');
  return (
    <Alert tone="danger" title={words.previewFaults}>
      <ol class="g-preview-faults">
        {shown.faults.map(({ message, line, column }) => (
          <li>
            {line === null ? (
              t(message)
            ) : (
              <a href={`#${target}`} data-line={line} data-column={column ?? 1}>
                {t(message)}
              </a>
            )}
            {line === null ? null : (
              <pre>{`${line} | ${lines[line - 1] ?? ''}\n${' '.repeat(`${line} | `.length + (column ?? 1) - 1)}^`}</pre>
            )}
          </li>
        ))}
      </ol>
    </Alert>
  );
};
