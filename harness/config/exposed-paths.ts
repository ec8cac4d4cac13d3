/**
 * Where listings, exports and backups lie open again and again, so that nobody needs a login for them: Francetest
 * (August 2021: exports and admin pages), Optical Center (invoices), and the usual names of dumps (CWE-538, CWE-552).
 */
export const exposedPaths: readonly string[] = [
  '/admin',
  '/admin/users',
  '/admin/customers',
  '/admin/export.csv',
  '/export.csv',
  '/users.csv',
  '/customers.csv',
  '/api/users',
  '/api/customers',
  '/backup.sql',
  '/backup.zip',
  '/backup/customers.sql',
  '/dump.sql',
];
