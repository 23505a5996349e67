"""`python jdbc.py DRIVER ADDRESS SQL` writes the rows of a query that was asked through JDBC.

A value is the name of its Java class and its text.
"""

import json
import sys

import jpype


def main(driver: str, address: str, sql: str) -> None:
    """Ask, and write the rows as JSON."""
    jpype.startJVM(classpath=[driver])
    connection = jpype.java.sql.DriverManager.getConnection(address)
    found = connection.createStatement().executeQuery(sql)
    width = found.getMetaData().getColumnCount()
    rows = []
    while found.next():
        values = [found.getObject(column) for column in range(1, width + 1)]
        rows.append(
            [
                None if value is None else (value.getClass().getName(), value.toString())
                for value in map(boxed, values)
            ]
        )
    connection.close()
    json.dump([[cell and [str(part) for part in cell] for cell in row] for row in rows], sys.stdout)


def boxed(value: object) -> object:
    """Return a value as an object of Java; JPype hands out some as values of Python."""
    return value if value is None else jpype.JObject(value, jpype.java.lang.Object)


if __name__ == "__main__":
    main(*sys.argv[1:])
