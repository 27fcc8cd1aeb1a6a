/** What `griya help` prints. */
export const help = `griya COMMAND

  web                          the whole of Griya: database, worker and pages (npm start)
  demo                         the same on a sample city that it fills first (npm run demo)
  worker                       a further worker for a DATABASE_URL that several machines share
  run-case FOLDER --out DIR    plays the request of FOLDER/request.yaml through all ten steps on a scratch database and
                               writes its documents and summary.json to DIR; with GRIYA_URL its letters bear a QR code
  verify                       checks every hash chain of the audit trail; exit code 1 and the first broken link otherwise
  letter CODE|FILE.pdf         says of a letter what the public page says: by its code, or by its file byte for byte
  dns-import ZONE FILE         reads a zone file (or, by AXFR, ADDRESS:PORT) and prints how each line stands to the register; nothing
                               changes before lines of it are adopted in the browser
  jobs [retry NUMBER]          lists the jobs that are not done with their last error, or lets one run again
  report [PERIOD]              the figures of a period: 2026-11, 2026-Q4, 2026 or 2026-11-03..2026-11-20
  report --monthly 2026-10     makes the report of a month that has ended, for its signature
  report --forecast            learns from the answered cases and tells how often forecasts of the past would have held
  report --recount             counts all figures anew from the records
  import KIND FILE [--dry-run] [--map "HEADING=FIELD"]
                               tries every row of a CSV or XLSX (devices, servers, addresses, applications) and writes
                               all of it or nothing; exit code 1 when rows are faulty or in conflict
  wiki import|export|stale|review …
                               pages of another wiki in, a space out, pages that are due (griya wiki tells how)
  help                         this text

Settings come from the environment; docs/operations.md lists them.`;
