/** The id under which every process finds the session. */
export const SESSION = 'report-7'
