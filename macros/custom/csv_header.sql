{#
    A CSV file's delimiter and column names, from its first line. They are given to the reader
    instead of letting it guess from a sample: so every line is held against the same header, and
    none is taken for a comment or a title and skipped.
#}
{% macro csv_header(file) %}
    {%- set line = csv_line(file, 1) -%}
    {%- set unquoted = modules.re.sub('"[^"]*"', '', line) -%}
    {%- set best = namespace(delimiter=',', count=0) -%}
    {%- for delimiter in [',', ';', '\t', '|'] if unquoted.count(delimiter) > best.count -%}
        {%- set best.delimiter, best.count = delimiter, unquoted.count(delimiter) -%}
    {%- endfor -%}

    {%- set columns = {} -%}
    {%- set taken = [] -%}
    {%- for quoted, plain in modules.re.findall(
        '(?:^|' ~ modules.re.escape(best.delimiter) ~ ')(?:"((?:[^"]|"")*)"|([^'
        ~ modules.re.escape(best.delimiter) ~ ']*))', line
    ) -%}
        {%- set name = (quoted | replace('""', '"') or plain) | trim or 'column_' ~ loop.index -%}
        {%- set name = name ~ '_' ~ loop.index if name | lower in taken else name -%}
        {%- do columns.update({name: 'VARCHAR'}) -%}
        {%- do taken.append(name | lower) -%}
    {%- endfor -%}
    {%- do return({'delimiter': best.delimiter, 'columns': columns}) -%}
{% endmacro %}

{# A line of a text file, uncut: a reader without delimiter or quotes. Empty beyond the end. #}
{% macro csv_line(file, number) %}
    {%- set found = run_query(csv_line_query(file, number)).rows -%}
    {%- do return(found[0][0] or '' if found else '') -%}
{% endmacro %}

{# The query for it. #}
{% macro csv_line_query(file, number) %}
    {%- do return(
        'select line from read_csv(' ~ sql_text(file) ~ ", columns = {'line': 'varchar'}"
        ~ ', auto_detect = false, header = false, skip = ' ~ (number - 1)
        ~ ', compression = ' ~ sql_text(csv_compression(file))
        ~ ", delim = '\x01', quote = '', escape = '', strict_mode = false, null_padding = true"
        ~ ', ignore_errors = true) limit 1'
    ) -%}
{% endmacro %}

{# How a CSV file is packed, by its name. #}
{% macro csv_compression(file) %}
    {%- do return('gzip' if custom_path_shown(file).lower().endswith('.gz') else 'none') -%}
{% endmacro %}
