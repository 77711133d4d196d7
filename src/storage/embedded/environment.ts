/**
 * The environment of the server and of initdb: none of ours, so no secret reaches it and no PG… variable changes it. The
 * path is for `setpriv`; the time zone becomes the default of the cluster.
 */
export const serverEnvironment = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
}
