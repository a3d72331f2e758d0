"""Runs every query of docs/sql.md on a database, by Python's sqlite3 and by other programs.

    python .ci/sql.py example.db [sqlite-utils] [duckdb]

What the programs that are named answer must be what sqlite3 answers. DuckDB reads SQLite by an extension, which comes from
the package duckdb-extension-sqlite-scanner where that is installed, else from DuckDB's own server.
"""

import importlib.util
import pathlib
import re
import sqlite3
import sys


def queries() -> list[str]:
    text = pathlib.Path(__file__).parent.parent.joinpath("docs", "sql.md").read_text(encoding="utf-8")
    return re.findall(r"```sql\n(.*?)```", text, re.DOTALL)


def by_sqlite3(path: str) -> dict[str, list[tuple]]:
    conn = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    return {query: conn.execute(query).fetchall() for query in queries()}


def by_sqlite_utils(path: str) -> dict[str, list[tuple]]:
    import sqlite_utils

    db = sqlite_utils.Database(sqlite3.connect(f"file:{path}?mode=ro", uri=True))
    views = set(db.view_names())
    listed = {row["name"] for row in db["dixit_views"].rows}
    assert views == listed, f"views {sorted(views)}, dixit_views {sorted(listed)}"
    return {query: [tuple(row.values()) for row in db.query(query)] for query in queries()}


def by_duckdb(path: str) -> dict[str, list[tuple]]:
    import duckdb

    conn = duckdb.connect()
    spec = importlib.util.find_spec("duckdb_extension_sqlite_scanner")
    if spec is None:
        conn.execute("INSTALL sqlite")
        conn.execute("LOAD sqlite")
    else:
        [extension] = pathlib.Path(spec.origin).parent.rglob("*.duckdb_extension")
        conn.execute(f"LOAD '{extension}'")
    conn.execute(f"ATTACH '{path}' AS d (TYPE sqlite, READ_ONLY)")
    conn.execute("USE d")
    return {query: conn.execute(query).fetchall() for query in queries()}


def plain(rows: list[tuple]) -> list[list[str]]:
    # A number is a float here and a whole number there; an order that the query does not ask for is no difference.
    cell = lambda value: f"{float(value):g}" if isinstance(value, (int, float)) else str(value)
    return sorted([",".join(sorted(cell(value).split(","))) for value in row] for row in rows)


def main() -> int:
    path, *names = sys.argv[1:]
    expected = by_sqlite3(path)
    print(f"sqlite3 {sqlite3.sqlite_version}: {len(expected)} queries, {sum(map(len, expected.values()))} rows")
    programs = {"sqlite-utils": by_sqlite_utils, "duckdb": by_duckdb}
    for name in names:
        for query, rows in programs[name](path).items():
            if plain(rows) != plain(expected[query]):
                print(f"{name} answers otherwise than sqlite3:\n{query}", file=sys.stderr)
                return 1
        print(f"{name}: the same")
    return 0


if __name__ == "__main__":
    sys.exit(main())
