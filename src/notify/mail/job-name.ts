/** The name under which the database is asked for a mail. */
export const mailJobName = 'notify.mail';
