-- Who makes a backup reads the rows of all tenants, and only in a session that says so. That is the owner of the tables,
-- who could lift their security anyway; the roles that the processes work as see what they saw.
DO $$
DECLARE
  target text;
BEGIN
  FOR target IN
    SELECT relname FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relrowsecurity
     ORDER BY 1
  LOOP
    EXECUTE format(
      'CREATE POLICY backup ON public.%I FOR SELECT TO CURRENT_USER '
      'USING (current_setting(''tl.backup'', true) = ''on'')', target);
  END LOOP;
END
$$;
