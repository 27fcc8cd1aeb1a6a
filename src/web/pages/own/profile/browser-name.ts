const browsers: readonly [name: string, mark: RegExp][] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\/(\d+)/],
  ['Opera', /\bOPR\/(\d+)/],
  ['Samsung Internet', /\bSamsungBrowser\/(\d+)/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /\b(?:HeadlessChrome|Chrome|CriOS)\/(\d+)/],
  ['Safari', /\bVersion\/(\d+).*Safari\//],
];

const systems: readonly [name: string, mark: RegExp][] = [
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux/],
];

/** "Firefox 140, Windows" from what a browser says of itself; null when it says nothing known. */
export const browserName = (userAgent: string): string | null => {
  const browser = browsers.map(([name, mark]) => [name, mark.exec(userAgent)?.[1]] as const).find(([, version]) => version);
  if (!browser) return null;
  const system = systems.find(([, mark]) => mark.test(userAgent));
  return `${browser[0]} ${browser[1]}${system ? `, ${system[0]}` : ''}`;
};
