-- What the schema dixit holds: kind, name and definition of each object, in the same words on every version of the
-- server. schema/postgres/objects.tsv is what this gives for a new log:
-- psql --no-align --tuples-only --field-separator=$'\t' --file=schema/postgres/objects.sql

WITH relation AS (
    SELECT c.* FROM pg_class c
    WHERE c.relnamespace = to_regnamespace('dixit') AND c.relkind NOT IN ('i', 'I', 't', 'c')
)
SELECT 'table' AS kind, c.relname::text COLLATE "C" AS name,
    concat(
        c.relkind, ' ', c.relpersistence,
        CASE WHEN c.relrowsecurity THEN ' with row security' END,
        CASE WHEN EXISTS (SELECT FROM pg_inherits i WHERE c.oid IN (i.inhparent, i.inhrelid)) THEN ' with inheritance' END
    ) AS definition
FROM relation c
UNION ALL
SELECT 'column', concat(c.relname, '.', a.attname),
    concat(
        format_type(a.atttypid, a.atttypmod),
        CASE WHEN a.attnotnull THEN ' NOT NULL' END,
        CASE WHEN a.atthasdef OR a.attidentity <> '' THEN ' with a default' END,
        CASE WHEN a.attcollation <> 0 THEN ' ' || (SELECT l.collname FROM pg_collation l WHERE l.oid = a.attcollation) END
    )
FROM relation c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT 'constraint', concat(c.relname, '.', k.conname),
    concat(
        pg_get_constraintdef(k.oid),
        CASE WHEN NOT k.convalidated OR i.indisvalid = false OR i.indisready = false THEN ' that does not hold' END
    )
FROM relation c JOIN pg_constraint k ON k.conrelid = c.oid LEFT JOIN pg_index i ON i.indexrelid = k.conindid
WHERE k.contype IN ('p', 'u', 'c', 'f', 'x')
UNION ALL
SELECT 'index', concat(c.relname, '.', n.relname), pg_get_indexdef(i.indexrelid)
FROM relation c JOIN pg_index i ON i.indrelid = c.oid JOIN pg_class n ON n.oid = i.indexrelid
WHERE NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)
UNION ALL
SELECT 'trigger', concat(c.relname, '.', t.tgname),
    concat(
        t.tgtype, ' ', p.pronamespace::regnamespace, '.', p.proname, ' ', t.tgnewtable, ' ', encode(t.tgargs, 'hex'),
        CASE WHEN t.tgenabled NOT IN ('O', 'A') THEN ' disabled' END,
        CASE WHEN t.tgqual IS NOT NULL OR t.tgattr <> '' THEN ' under a condition' END
    )
FROM relation c JOIN pg_trigger t ON t.tgrelid = c.oid JOIN pg_proc p ON p.oid = t.tgfoid
WHERE NOT t.tgisinternal
UNION ALL
SELECT 'rule', concat(c.relname, '.', r.rulename), r.ev_type::text
FROM relation c JOIN pg_rewrite r ON r.ev_class = c.oid
WHERE c.relkind = 'r'
UNION ALL
SELECT 'policy', concat(c.relname, '.', p.polname), p.polcmd::text
FROM relation c JOIN pg_policy p ON p.polrelid = c.oid
UNION ALL
SELECT 'function', p.proname,
    concat(
        l.lanname, ' ', array_to_string(p.proconfig, ' '), CASE WHEN p.prosecdef THEN ' with the rights of its owner' END,
        ' ', encode(sha256(convert_to(p.prosrc, 'UTF8')), 'hex')
    )
FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
WHERE p.pronamespace = to_regnamespace('dixit')
ORDER BY kind, name
